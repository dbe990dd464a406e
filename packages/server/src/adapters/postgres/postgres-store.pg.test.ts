import { afterAll, describe } from "vitest";
import { testDatabase } from "../../testing/postgres-place.ts";
import { storeContract } from "../../testing/store-contract.ts";

const database = await testDatabase("PostgreSQL");
afterAll(() => database.remove());

describe.skipIf(database.isMissing)("PostgreSQL", () => {
  describe("planned", () => {
    storeContract("postgres", () => database.newPlace());
  });

  // What is planned as a whole and what is decided one by one must come to the same.
  describe("one by one", () => {
    storeContract("postgres, each commit decided on by itself", () =>
      database.newPlace({ oneByOne: true }),
    );
  });
});
