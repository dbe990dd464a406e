import { connect, orThrow } from "@parlor/client";
const [urls = "", count = "20", resume = ""] = process.argv.slice(2);
const all = urls.split(",");
const made = await Promise.all(all.map(async (url) => connect({ url })));
const first = made[0]!;
const me = orThrow(await first.signIn("Ann"));
const token = (me as { token?: string }).token;
const others = [first];
for (const url of all.slice(1)) { const p = connect({ url, token } as never); others.push(p); }
const id = resume || orThrow(await first.open({ game: "coin-flip" })).info.id;
if (!resume) orThrow(await first.table(id).join());
for (let i = 0; i < Number(count); i++) {
  const p = others[i % others.length]!;
  orThrow(await p.table(id).act({ type: "flip", call: "heads", stake: 500 }));
}
console.log(id);
for (const p of [...made, ...others]) p.close();
