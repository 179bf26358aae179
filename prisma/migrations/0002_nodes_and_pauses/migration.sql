-- Every network that is not real was a replay so far.
ALTER TABLE "network" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'real';
UPDATE "network" SET "kind" = 'replay' WHERE "practice";
ALTER TABLE "network" DROP COLUMN "practice";
ALTER TABLE "endpoint" ADD COLUMN "lag" INTEGER;

CREATE TABLE "endpoint_sight" (
    "network_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "operators" JSONB NOT NULL,
    "answers" BOOLEAN NOT NULL,
    "reason" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "height" BIGINT,
    "version" TEXT,
    "peers" INTEGER,
    "consensus_height" BIGINT,
    "consensus_round" INTEGER,
    "consensus_moved_at" TIMESTAMPTZ(3),
    "process_started_at" TIMESTAMPTZ(3),
    CONSTRAINT "endpoint_sight_pkey" PRIMARY KEY ("network_id","name")
);

CREATE TABLE "node_sight" (
    "network_id" INTEGER NOT NULL,
    "operator" TEXT NOT NULL,
    "height" BIGINT NOT NULL,
    "version" TEXT,
    "relays" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "listed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "node_sight_pkey" PRIMARY KEY ("network_id","operator")
);

CREATE TABLE "sweep_state" (
    "network_id" INTEGER NOT NULL,
    "holder" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "swept_at" TIMESTAMPTZ(3),
    "heard_at" TIMESTAMPTZ(3),
    CONSTRAINT "sweep_state_pkey" PRIMARY KEY ("network_id")
);

CREATE TABLE "network_pause" (
    "id" SERIAL NOT NULL,
    "network_id" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),
    "why" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "network_pause_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "network_pause_network_id_from_at_idx" ON "network_pause"("network_id", "from_at");
