import { isHouseTable, testContract } from "../test/contract.ts";

testContract(isHouseTable);
