export { categoryOf, evaluate, evaluateCards, evaluateSeven, strengthMax } from "./evaluate.ts";
export { categories, type Category } from "./hand-category.ts";
