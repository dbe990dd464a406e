import { at } from "./linear.ts";

/**
 * The strongly connected components of a graph, each after those that it leads to (Tarjan, without
 * recursion, so that a long game does not exhaust the stack).
 */
export const componentsOf = (
  successors: readonly (readonly number[])[],
): readonly (readonly number[])[] => {
  const order = new Map<number, number>();
  const low: number[] = successors.map(() => 0);
  const open: number[] = [];
  const isOpen: boolean[] = successors.map(() => false);
  const components: number[][] = [];

  const enter = (node: number): void => {
    low[node] = order.size;
    order.set(node, order.size);
    open.push(node);
    isOpen[node] = true;
  };
  const close = (node: number): void => {
    if (low[node] !== order.get(node)) return;
    const component = open.splice(open.lastIndexOf(node));
    for (const member of component) isOpen[member] = false;
    components.push(component);
  };
  const lower = (node: number, to: number): void => {
    low[node] = Math.min(at(low, node), to);
  };

  for (let root = 0; root < successors.length; root++) {
    if (order.has(root)) continue;
    const path: { readonly node: number; next: number }[] = [{ node: root, next: 0 }];
    enter(root);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const to = successors[step.node]?.[step.next++];
      if (to === undefined) {
        close(step.node);
        path.pop();
        const before = path.at(-1);
        if (before) lower(before.node, at(low, step.node));
      } else if (!order.has(to)) {
        enter(to);
        path.push({ node: to, next: 0 });
      } else if (isOpen[to]) lower(step.node, order.get(to) ?? 0);
    }
  }
  return components;
};
