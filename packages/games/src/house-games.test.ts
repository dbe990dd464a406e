import { testContract } from "../test/contract.ts";

testContract("house");
