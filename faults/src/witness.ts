import type { ClientBase } from "pg";

/**
 * Tables and triggers of the run's own in the database, beside the store's: they note down which machine wrote what, and in which
 * transaction. The nodes know nothing of them.
 */
export const installWitness = async (client: ClientBase): Promise<void> => {
  await client.query(`
  CREATE SCHEMA witness;
  CREATE TABLE witness.entries (session text, seq bigint, machine inet, transaction xid8);
  CREATE TABLE witness.epochs (
    number bigint GENERATED ALWAYS AS IDENTITY, partition integer, epoch bigint, machine inet, transaction xid8
  );
  CREATE TABLE witness.transfers (id text, transaction xid8);

  CREATE FUNCTION witness.note_entries() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO witness.entries
    SELECT session, seq, inet_client_addr(), pg_current_xact_id() FROM written;
    RETURN NULL;
  END $$;
  CREATE TRIGGER note_entries AFTER INSERT ON entries REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION witness.note_entries();

  CREATE FUNCTION witness.note_epoch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO witness.epochs (partition, epoch, machine, transaction)
    VALUES (NEW.id, NEW.epoch, inet_client_addr(), pg_current_xact_id());
    RETURN NULL;
  END $$;
  CREATE TRIGGER note_epoch AFTER INSERT OR UPDATE OF epoch ON partitions
  FOR EACH ROW WHEN (NEW.epoch > 0) EXECUTE FUNCTION witness.note_epoch();

  CREATE FUNCTION witness.note_transfer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO witness.transfers VALUES (NEW.id, pg_current_xact_id());
    RETURN NULL;
  END $$;
  CREATE TRIGGER note_transfer AFTER INSERT ON treasury_transfers
  FOR EACH ROW EXECUTE FUNCTION witness.note_transfer();
  `);
};
