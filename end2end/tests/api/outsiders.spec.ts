// Who may do what, tried from outside: every operation that the API describes, as everybody who may not.
import { randomUUID } from "node:crypto";
import { freeLicence, Person, type Asked } from "../../support/api.ts";
import { png } from "../../support/files.ts";
import { LIBRARY } from "../../support/library.ts";
import { named, operations } from "../../support/openapi.ts";
import { CITIZEN, MARKET, STAFF } from "../../support/people.ts";
import { expectProblem } from "../../support/problem.ts";
import { expect, test as base } from "../../support/test.ts";
import type { Inbox } from "../../support/wire.ts";

/** Everybody who can come to the API, by how they stand to the record in question. */
const CALLERS = [
  "nobody",
  "owner",
  "other citizen",
  "handler",
  "approver",
  "handler elsewhere",
  "approver elsewhere",
  "supervisor",
] as const;
type Caller = (typeof CALLERS)[number];

const ANYBODY: Caller[] = [...CALLERS];
const LOGGED_IN = ANYBODY.filter((caller) => caller !== "nobody");
const CITIZENS: Caller[] = ["owner", "other citizen"];
const ALL_STAFF = LOGGED_IN.filter((caller) => !CITIZENS.includes(caller));

/** What the records are called that a path's ids and a body speak of. */
interface Records {
  licence: string;
  draft: string;
  draftEvidence: string;
  case: string;
  evidence: string;
  notice: string;
}

interface Rule {
  who: Caller[];
  /** The ids in the path. */
  ids?: (records: Records) => Record<string, string>;
  /** A request that is whole, and yet changes little when it is let in: it names a version that never was. */
  asked?: (records: Records) => Asked;
}

const NEVER = -1;
/** Lists of which one has to say of what. */
const NEEDS_A_QUESTION = /\/(export|template)$/;
const ofCase = ({ case: id }: Records) => ({ id });
const ofDraft = ({ draft: id }: Records) => ({ id });
const stale = () => ({ body: { version: NEVER } });
const noted = () => ({ body: { version: NEVER, note: "这段话没有人会看到。" } });
const file = () => ({ multipart: { file: { name: "a.png", mimeType: "image/png", buffer: png() } } });

/** Who may, for every operation. A new one without a rule here fails. */
const RULES: Record<string, Rule> = {
  "GET /session": { who: ANYBODY },
  "POST /session/citizen": { who: ANYBODY, asked: () => ({ body: { ticket: "nobody" } }) },
  "POST /session/staff": { who: ANYBODY, asked: () => ({ body: { username: "nobody", password: "nothing" } }) },
  "POST /session/password": { who: ALL_STAFF, asked: () => ({ body: { current: "wrong", new: "wrong" } }) },
  "DELETE /session": { who: ANYBODY },
  "GET /demonstration": { who: ANYBODY },
  "GET /rules": { who: ANYBODY },
  "GET /licences": { who: CITIZENS },
  "GET /licences/{id}": { who: ["owner", "handler", "approver"], ids: ({ licence: id }) => ({ id }) },
  "POST /drafts": { who: ["owner"], asked: ({ licence }) => ({ body: { licence } }) },
  "GET /drafts/{id}": { who: ["owner"], ids: ofDraft },
  "PUT /drafts/{id}": {
    who: ["owner"],
    ids: ofDraft,
    asked: () => ({ body: { version: NEVER, body: { claims: [], ground: null, explanation: "" } } }),
  },
  "DELETE /drafts/{id}": { who: ["owner"], ids: ofDraft },
  "POST /drafts/{id}/evidence": { who: ["owner"], ids: ofDraft, asked: file },
  "DELETE /drafts/{id}/evidence/{evidence}": {
    who: ["owner"],
    ids: ({ draft: id, draftEvidence: evidence }) => ({ id, evidence }),
  },
  "GET /evidence/{id}": { who: ["owner", "handler", "approver"], ids: ({ evidence: id }) => ({ id }) },
  "POST /objections": { who: ["owner"], asked: ({ draft }) => ({ body: { draft, version: NEVER } }) },
  "GET /objections": { who: CITIZENS },
  "GET /objections/{id}": { who: ["owner", "handler", "approver", "supervisor"], ids: ofCase },
  "POST /objections/{id}/supplement": {
    who: ["owner"],
    ids: ofCase,
    asked: () => ({ body: { version: NEVER, text: "没有人要求的补充。" } }),
  },
  "POST /objections/{id}/withdraw": { who: ["owner"], ids: ofCase, asked: stale },
  "GET /desk/objections": { who: ALL_STAFF },
  "POST /objections/{id}/mark": { who: ["handler", "approver"], ids: ofCase, asked: stale },
  "POST /objections/{id}/verify": { who: ["handler"], ids: ofCase, asked: stale },
  "POST /objections/{id}/return": { who: ["handler"], ids: ofCase, asked: noted },
  "POST /objections/{id}/propose": {
    who: ["handler"],
    ids: ofCase,
    asked: () => ({
      body: {
        version: NEVER,
        proposal: { outcome: "rejected", corrections: [], reasons: "没有理由的理由", remedy: "没有途径的途径" },
      },
    }),
  },
  "POST /objections/{id}/approve": { who: ["approver"], ids: ofCase, asked: stale },
  "POST /objections/{id}/send-back": { who: ["approver"], ids: ofCase, asked: noted },
  "GET /notices": { who: LOGGED_IN },
  "POST /notices/{id}/read": { who: ["owner"], ids: ({ notice: id }) => ({ id }) },
};

interface World {
  records: Records;
  people: Record<Caller, Person>;
  /** What an outsider must never read. */
  secrets: string[];
}

const test = base.extend<object, { world: World }>({
  world: [
    async ({ server }, use) => {
      const world = await makeWorld(server.url);
      await use(world);
      await Promise.all(Object.values(world.people).map((person) => person.dispose()));
    },
    { scope: "worker" },
  ],
});

test("every operation that the API describes has a rule, and every rule an operation", async ({ server }) => {
  const described = (await operations(server.url)).map(named).sort();
  expect(described).toEqual([...Object.keys(RULES), ...Object.keys(LIBRARY)].sort());
});

test("nobody gets into an operation of the library who has no business there, and lists open to who has", async ({
  server,
  world,
}) => {
  const ofLibrary = (await operations(server.url)).filter((operation) => named(operation) in LIBRARY);
  for (const operation of ofLibrary) {
    const may = LIBRARY[named(operation)]!;
    const path = operation.path.replace(/\{\w+\}/g, randomUUID());
    for (const caller of CALLERS) {
      const body = operation.takesJson ? { body: operation.readable } : {};
      const answer = await world.people[caller].send(operation.method, path, body);
      const about = `${named(operation)} as ${caller}: ${answer.status()}`;
      if (!may.includes(caller)) {
        await expectProblem(answer, ...(caller === "nobody" ? ["signed-out"] : ["forbidden", "not-found"]));
      } else if (operation.method === "GET" && !operation.path.includes("{") && !NEEDS_A_QUESTION.test(path)) {
        expect(answer.status(), about).toBe(200);
      } else {
        expect(answer.status(), about).toBeLessThan(500);
      }
    }
  }
});

for (const [name, rule] of Object.entries(RULES)) {
  const outsiders = CALLERS.filter((caller) => !rule.who.includes(caller));
  if (outsiders.length === 0) {
    continue;
  }
  test(`${name} refuses ${outsiders.join(", ")}`, async ({ world }) => {
    for (const caller of outsiders) {
      const answer = await call(world, name, caller);
      const codes = caller === "nobody" ? ["signed-out"] : ["forbidden", "not-found"];
      await expectProblem(answer, ...codes);
      const text = await answer.text();
      for (const secret of world.secrets) {
        expect(text, caller).not.toContain(secret);
      }
    }
  });
}

test("everybody else is let in, so that the refusals prove something", async ({ server }) => {
  // A world of its own: what is deleted here is deleted.
  const world = await makeWorld(server.url);
  const last = ["DELETE /drafts/{id}/evidence/{evidence}", "DELETE /drafts/{id}", "DELETE /session"];
  const first = Object.keys(RULES).filter((name) => !last.includes(name));
  for (const name of [...first, ...last]) {
    for (const caller of RULES[name]!.who) {
      const answer = await call(world, name, caller);
      const about = `${name} as ${caller}: ${answer.status()} ${await answer.text()}`;
      expect(answer.status(), about).toBeLessThan(500);
      const refusals = ["signed-out", "forbidden", "not-found", "cross-site"];
      const problem = answer.ok() ? undefined : await answer.json();
      expect(refusals, about).not.toContain(problem?.code);
    }
  }
  await Promise.all(Object.values(world.people).map((person) => person.dispose()));
});

test("to a stranger a record that exists looks like one that does not", async ({ world }) => {
  const unknown = Object.keys(world.records).map((name) => [name, randomUUID()]);
  const nowhere = { ...world, records: Object.fromEntries(unknown) as unknown as Records };
  for (const name of Object.keys(RULES).filter((name) => RULES[name]!.ids)) {
    for (const caller of ["other citizen", "handler elsewhere", "approver elsewhere"] as const) {
      const real = await (await call(world, name, caller)).json();
      const none = await (await call(nowhere, name, caller)).json();
      expect({ ...real, request_id: "" }, `${name} as ${caller}`).toEqual({ ...none, request_id: "" });
    }
  }
});

test("what is under a draft is its writer's alone, also for the agency that will answer", async ({ world }) => {
  for (const caller of CALLERS.filter((caller) => caller !== "owner")) {
    const answer = await world.people[caller].send("GET", `/evidence/${world.records.draftEvidence}`);
    await expectProblem(answer, caller === "nobody" ? "signed-out" : "not-found");
  }
});

test("a session that was ended opens nothing any more", async ({ server, citizen }) => {
  const person = await citizen(CITIZEN.mixed);
  const { cookies } = await person.context.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  await person.send("DELETE", "/session");

  const thief = await Person.nobody(server.url);
  const answer = await thief.send("GET", "/licences", { headers: { cookie } });
  await expectProblem(answer, "signed-out");
  await thief.dispose();
});

async function call(world: World, name: string, caller: Caller) {
  const [method, path] = name.split(" ") as [string, string];
  const rule = RULES[name]!;
  const ids = rule.ids?.(world.records) ?? {};
  const filled = path.replace(/\{(\w+)\}/g, (_, id: string) => ids[id] ?? "");
  return world.people[caller].send(method, filled, rule.asked?.(world.records));
}

async function makeWorld(url: string): Promise<World> {
  const { holder: owner, licence } = await freeLicence(url, MARKET);
  const toFile = await owner.draft(licence);
  const evidence = await owner.upload(toFile, "证据.png", png());
  const receipt = await owner.file(toFile);
  const [another] = await owner.freeLicences();
  const draft = await owner.draft(another!);
  const draftEvidence = await owner.upload(draft, "草稿.png", png());
  const notice = await received(owner, receipt.id);
  const other = licence.holder_name === CITIZEN.mixed ? CITIZEN.waiting : CITIZEN.mixed;
  return {
    records: {
      licence: licence.id,
      draft: draft.id,
      draftEvidence: draftEvidence.id,
      case: receipt.id,
      evidence: evidence.id,
      notice,
    },
    people: {
      nobody: await Person.nobody(url),
      owner,
      "other citizen": await Person.citizen(url, other),
      handler: await Person.staff(url, STAFF.handler),
      approver: await Person.staff(url, STAFF.approver),
      "handler elsewhere": await Person.staff(url, STAFF.strangeHandler),
      "approver elsewhere": await Person.staff(url, STAFF.strangeApprover),
      supervisor: await Person.staff(url, STAFF.supervisor),
    },
    secrets: [licence.holder_name, licence.number, receipt.case_number, "证据.png", "草稿.png"],
  };
}

/** The message that the objection was received, which comes a moment later. */
async function received(owner: Person, objection: string): Promise<string> {
  let found: string | undefined;
  await expect(async () => {
    const { items } = await owner.get<Inbox>("/notices");
    found = items.find((notice) => notice.objection === objection)?.id;
    expect(found).toBeDefined();
  }).toPass({ timeout: 10_000 });
  return found!;
}
