-- CreateTable
CREATE TABLE "network" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "anchor_height" BIGINT,
    "anchor_hash" BYTEA,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "practice" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "network_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "network_slug_key" ON "network"("slug");

CREATE TABLE "follow_state" (
    "network_id" INTEGER NOT NULL,
    "holder" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "claimed_tip" BIGINT,
    "clock" JSONB,
    "stop" JSONB,
    "backfill_per_second" DOUBLE PRECISION,
    CONSTRAINT "follow_state_pkey" PRIMARY KEY ("network_id")
);

CREATE TABLE "span" (
    "network_id" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "from_height" BIGINT NOT NULL,
    "next_height" BIGINT NOT NULL,
    "until_height" BIGINT,
    CONSTRAINT "span_pkey" PRIMARY KEY ("network_id","lane")
);

CREATE TABLE "block" (
    "network_id" INTEGER NOT NULL,
    "height" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "round" INTEGER NOT NULL,
    "late_rounds" SMALLINT NOT NULL,
    "producer_seat" SMALLINT NOT NULL,
    "transactions" INTEGER NOT NULL,
    "endorsers" BYTEA,
    CONSTRAINT "block_pkey" PRIMARY KEY ("network_id","height")
);

CREATE TABLE "missed_slot" (
    "network_id" INTEGER NOT NULL,
    "height" BIGINT NOT NULL,
    "round" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "operator" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "run" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "missed_slot_pkey" PRIMARY KEY ("network_id","height","round")
);
CREATE INDEX "missed_slot_network_id_epoch_height_idx" ON "missed_slot"("network_id", "epoch", "height");
CREATE INDEX "missed_slot_network_id_operator_height_idx" ON "missed_slot"("network_id", "operator", "height" DESC);

CREATE TABLE "epoch" (
    "network_id" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "start_height" BIGINT NOT NULL,
    "end_height" BIGINT NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "quorum" INTEGER NOT NULL,
    "produced_blocks" INTEGER NOT NULL,
    "lost_rounds" INTEGER NOT NULL,
    "network_lost_rounds" INTEGER NOT NULL,
    "late_commits" INTEGER NOT NULL,
    "checkpoint" JSONB,
    "seats_check" JSONB,
    CONSTRAINT "epoch_pkey" PRIMARY KEY ("network_id","epoch")
);

CREATE TABLE "epoch_delegate" (
    "network_id" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "operator" TEXT NOT NULL,
    "delegate_id" TEXT,
    "name" TEXT,
    "identity" TEXT NOT NULL,
    "reward" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "votes" DECIMAL(78,0) NOT NULL,
    "votes_before_cut" DECIMAL(78,0),
    "seat" SMALLINT,
    "produced" INTEGER NOT NULL,
    "expected" INTEGER NOT NULL,
    "missed_primary" INTEGER NOT NULL,
    "missed_covering" INTEGER NOT NULL,
    "productivity_percent" INTEGER,
    "unproductive" BOOLEAN,
    "probation" BOOLEAN NOT NULL,
    "probation_count" INTEGER NOT NULL,
    CONSTRAINT "epoch_delegate_pkey" PRIMARY KEY ("network_id","epoch","operator")
);
CREATE INDEX "epoch_delegate_network_id_delegate_id_epoch_idx" ON "epoch_delegate"("network_id", "delegate_id", "epoch" DESC);
CREATE INDEX "epoch_delegate_network_id_operator_epoch_idx" ON "epoch_delegate"("network_id", "operator", "epoch" DESC);

CREATE TABLE "poll_result" (
    "network_id" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "height" BIGINT NOT NULL,
    "candidates" JSONB NOT NULL,
    CONSTRAINT "poll_result_pkey" PRIMARY KEY ("network_id","epoch")
);

CREATE TABLE "delegate" (
    "network_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "reward" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "delegate_pkey" PRIMARY KEY ("network_id","id")
);
CREATE INDEX "delegate_network_id_operator_idx" ON "delegate"("network_id", "operator");
CREATE INDEX "delegate_network_id_name_idx" ON "delegate"("network_id", "name");

CREATE TABLE "delegate_history" (
    "network_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "from_height" BIGINT NOT NULL,
    "owner" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "reward" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "delegate_history_pkey" PRIMARY KEY ("network_id","id","from_height")
);

CREATE TABLE "endpoint" (
    "network_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "addresses" JSONB NOT NULL,
    "height" BIGINT,
    "version" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "verdict" TEXT NOT NULL,
    "detail" TEXT,
    "proof" JSONB,
    "conflict" JSONB,
    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("network_id","name")
);
