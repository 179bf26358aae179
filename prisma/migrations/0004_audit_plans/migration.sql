-- A page of one actor's or delegate's entries is read backwards by that one's own index. With few of them Postgres thinks
-- that walking the whole log and filtering is cheaper, which it is not for one who did little; so it is told that they are
-- many. Prisma knows no such setting.
ALTER TABLE "audit_entry" ALTER COLUMN "actor_id" SET (n_distinct = 1000);
ALTER TABLE "audit_entry" ALTER COLUMN "delegate_id" SET (n_distinct = 1000);
