// What the screens are about: people of the demonstration, a licence, drafts, and a case in each standing.
import { readFileSync } from "node:fs";
import { freeLicence, Person } from "../api.ts";
import { rejection } from "../deciding.ts";
import { pdf, png } from "../files.ts";
import { CITIZEN, MARKET, STAFF } from "../people.ts";
import { test as base } from "../test.ts";
import type { CaseSummary } from "../wire.ts";

/** Evidence of the demonstration's: a photographed page. */
const PAPER = "../server/src/demo/evidence/page.jpg";

/** What the screens are about; prepared once for all of them. */
export interface World {
  people: Record<keyof typeof CITIZEN | keyof typeof STAFF | "writer" | "filer", Person>;
  licence: string;
  /** One that the market's agency issued. */
  atMarket: string;
  draft: string;
  unfinished: string;
  /** A case in each standing. */
  received: string;
  marked: string;
  verifying: string;
  proposed: string;
  /** Of the cast, by citizen and state. */
  of: (who: keyof typeof CITIZEN, state: string) => string;
}

export const test = base.extend<object, { world: World }>({
  world: [
    async ({ server }, use) => {
      const world = await makeWorld(server.url);
      await use(world);
      await Promise.all(Object.values(world.people).map((person) => person.dispose()));
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

async function makeWorld(url: string): Promise<World> {
  const citizens = Object.entries(CITIZEN).map(async ([role, name]) => [role, await Person.citizen(url, name)]);
  const staff = Object.entries(STAFF).map(async ([role, name]) => [role, await Person.staff(url, name)]);
  const people = Object.fromEntries(await Promise.all([...citizens, ...staff])) as World["people"];
  const cases: Record<string, CaseSummary[]> = {};
  for (const who of Object.keys(CITIZEN) as (keyof typeof CITIZEN)[]) {
    cases[who] = await people[who].all<CaseSummary>("/objections");
  }
  const file = async () => {
    const { holder, licence } = await freeLicence(url, MARKET);
    const draft = await holder.draft(licence);
    await holder.upload(draft, "纸质证照内页.jpg", readFileSync(PAPER));
    await holder.upload(draft, "租赁合同.pdf", pdf());
    const { id } = await holder.file(draft);
    return { holder, id, about: licence.type_name, licence: licence.id };
  };
  const filed = [await file(), await file(), await file(), await file()];
  // The picture of the desk shows the kind of licence that everybody knows.
  const known = filed.findIndex(({ about }) => about === "营业执照");
  const [verifying] = filed.splice(Math.max(known, 0), 1);
  const [received, marked, proposed] = filed;
  for (const one of [marked!, verifying!, proposed!]) {
    await people.handler.move(one.id, "mark");
  }
  for (const one of [verifying!, proposed!]) {
    await people.handler.move(one.id, "verify");
  }
  const found = await people.handler.case(proposed!.id);
  await people.handler.move(proposed!.id, "propose", {
    proposal: rejection(found, "经核对登记档案，证照内容与申请材料一致。"),
  });
  for (const one of [marked!, verifying!, proposed!]) {
    await one.holder.dispose();
  }
  const { holder: writer, licence } = await freeLicence(url);
  const draft = await writer.draft(licence);
  await writer.upload(draft, "门牌照片.png", png());
  const [another] = await writer.freeLicences();
  const empty = { claims: [], ground: null, explanation: "" };
  const unfinished = await writer.draft(another!, empty);
  return {
    people: { ...people, writer, filer: received!.holder },
    licence: licence.id,
    atMarket: received!.licence,
    draft: draft.id,
    unfinished: unfinished.id,
    received: received!.id,
    marked: marked!.id,
    verifying: verifying!.id,
    proposed: proposed!.id,
    of: (who, state) => cases[who]!.find((one) => one.state === state)!.id,
  };
}
