import { testContract, isHouseTable } from "../test/contract.ts";

testContract((game) => !isHouseTable(game));
