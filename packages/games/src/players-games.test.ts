import { testContract } from "../test/contract.ts";

testContract("players", "none");
