import { Database } from "./database.ts";
import { packVerdicts, unpackBatch, type Packed } from "./packed-batch.ts";

/** A database as it is called from another thread. */
export class PackedDatabase extends Database {
  commitPacked(batch: Packed): Packed {
    return packVerdicts(this.commit(unpackBatch(batch)));
  }
}
