// Whatever somebody sends: a clear problem, nothing lost, nothing leaked, and never a fault of ours.
import { randomUUID } from "node:crypto";
import { freeLicence, objectionTo, Person, type Asked } from "../../support/api.ts";
import { largePng, pdf, png } from "../../support/files.ts";
import { named, operations, type Operation } from "../../support/openapi.ts";
import { CITIZEN, MARKET, STAFF } from "../../support/people.ts";
import { expectProblem } from "../../support/problem.ts";
import { expect, test as base } from "../../support/test.ts";
import type { Draft, LicenceDetail, Receipt } from "../../support/wire.ts";

/** A citizen with a draft that is whole. */
interface Writing {
  holder: Person;
  licence: LicenceDetail;
  draft: Draft;
}

const test = base.extend<{ writing: Writing }>({
  writing: async ({ server }, use) => {
    const { holder, licence } = await freeLicence(server.url);
    const draft = await holder.draft(licence);
    await use({ holder, licence, draft });
    await holder.send("DELETE", `/drafts/${draft.id}`);
    await holder.dispose();
  },
});

const LONGEST_BODY = 256 * 1024;
/** What staff have no part in. */
const OF_CITIZENS = /^\/(session\/(citizen|acting)|drafts.*|objections|objections\/\{id\}\/(supplement|withdraw))$/;

/** Somebody who acts for a company. */
async function acting(citizen: (name: string) => Promise<Person>): Promise<Person> {
  const person = await citizen(CITIZEN.represents);
  const { who } = await person.get<{ who: { companies: { holder: string }[] } }>("/session");
  await person.put("/session/acting", { company: who.companies[0]!.holder });
  return person;
}

test("no operation that takes JSON is upset by what is no JSON, or not the right one", async ({
  server,
  citizen,
  staff,
}) => {
  const all = (await operations(server.url)).filter((operation) => operation.takesJson);
  expect(all.length).toBeGreaterThan(10);
  const [holder, representative, handler] = [
    await citizen(CITIZEN.mixed),
    await acting(citizen),
    await staff(STAFF.handler),
  ];
  const whose = ({ path }: Operation) => {
    if (path.startsWith("/agents")) {
      return representative;
    }
    return OF_CITIZENS.test(path) ? holder : handler;
  };
  const json = { "content-type": "application/json" };
  const bodies = [
    { headers: json, body: Buffer.from("{") },
    { headers: json, body: Buffer.from("") },
    { headers: json, body: Buffer.from("null") },
    { headers: json, body: Buffer.from("[]") },
    { headers: json, body: Buffer.from('"version"') },
    { headers: json, body: Buffer.from('{"version":"一"}') },
    { headers: json, body: Buffer.from('{"version":1e400,"draft":[[[[[[[[]]]]]]]]}') },
    { headers: json, body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) },
    { headers: json, body: Buffer.from("[".repeat(50_000)) },
    { headers: json, body: Buffer.from('{"unheard-of":true}') },
    { headers: { "content-type": "text/plain" }, body: Buffer.from('{"version":1}') },
    { headers: {}, body: Buffer.from('{"version":1}') },
  ];
  const huge = { headers: json, body: Buffer.from(`{"q":"${"x".repeat(LONGEST_BODY)}"}`) };
  for (const operation of all) {
    const send = (asked: Asked) => whose(operation).send(operation.method, filled(operation), asked);
    await Promise.all(bodies.map(async (body) => expectProblem(await send(body), "malformed")));
    // A message of an issuer's system may carry a thousand licences.
    const refused = operation.path.endsWith("licences:batch") ? "malformed" : "too-large";
    await expectProblem(await send(huge), refused);
  }
});

test("no operation is upset by an id that is none, or by one that nobody has", async ({ server, citizen, staff }) => {
  // Every operation with every odd id as everybody: some thousands of requests.
  test.slow();
  const withId = (await operations(server.url)).filter(({ path }) => path.includes("{"));
  const people = [await citizen(CITIZEN.mixed), await staff(STAFF.handler)];
  const others = [await acting(citizen), await staff(STAFF.approver), await staff(STAFF.supervisor)];
  const none = ["1", "-", "%00", "%2e%2e%2f", "'%20OR%201=1--", randomUUID(), `${randomUUID()}x`, "x".repeat(3000)];
  for (const operation of withId) {
    const tries = [
      ...people.flatMap((person) => none.map((id) => ({ person, id }))),
      ...others.map((person) => ({ person, id: randomUUID() })),
    ];
    const sent = tries.map(async ({ person, id }) => {
      const path = operation.path.replace(/\{\w+\}/g, id);
      const answer = await person.send(operation.method, path, bodyOf(operation));
      return expectProblem(answer, "not-found", "forbidden", "malformed", "invalid");
    });
    const codes = (await Promise.all(sent)).map(({ code }) => code);
    expect(codes, named(operation)).toContain("not-found");
  }
});

test("an impossible question about a list is refused, and an odd one finds nothing", async ({ citizen, staff }) => {
  const holder = await citizen(CITIZEN.mixed);
  const clerk = await staff(STAFF.handler);
  for (const [person, path] of [
    [holder, "/licences"],
    [holder, "/objections"],
    [holder, "/notices"],
    [clerk, "/desk/objections"],
    [clerk, "/notices"],
  ] as const) {
    for (const query of ["limit=0", "limit=-1", "limit=101", "limit=many", "cursor=nonsense", "cursor=%FF", "cursor=e30"]) {
      await expectProblem(await person.send("GET", `${path}?${query}`), "malformed", "invalid");
    }
  }
  await expectProblem(await clerk.send("GET", "/desk/objections?filter=everything"), "malformed");
  await expectProblem(await holder.send("GET", "/licences?q=%00"), "malformed");
  for (const q of ["%", "_", "'", "\\", "营业执照' OR '1'='1", "😀"]) {
    const answer = await holder.send("GET", `/licences?q=${encodeURIComponent(q)}`);
    expect(answer.status(), q).toBe(200);
    expect((await answer.json()).items, q).toEqual([]);
  }
});

test("an address or a method that there is not is a problem too", async ({ citizen }) => {
  const holder = await citizen(CITIZEN.mixed);
  await expectProblem(await holder.send("GET", "/nothing"), "not-found");
  await expectProblem(await holder.send("GET", "/api/v2/licences"), "not-found");
  for (const method of ["PATCH", "PUT", "DELETE", "POST"]) {
    await expectProblem(await holder.send(method, "/licences"), "method-not-allowed");
  }
});

test("a draft keeps what fits and says of each field what does not", async ({ writing: { holder, licence, draft } }) => {
  const whole = objectionTo(licence);
  const claim = whole.claims[0]!;
  const long = "字".repeat(2_001);
  for (const [body, pointer, code] of [
    [{ ...whole, explanation: long }, "/explanation", "too-long"],
    [{ ...whole, claims: [{ ...claim, claimed: "字".repeat(201) }] }, "/claims/0/claimed", "too-long"],
    [{ ...whole, claims: [{ ...claim, key: "colour" }] }, "/claims/0/key", "unknown"],
    [{ ...whole, claims: licence.face.concat(licence.face).map(({ key }) => ({ key, claimed: "1" })) }, "/claims", "too-many"],
  ] as const) {
    const answer = await holder.send("PUT", `/drafts/${draft.id}`, { body: { version: draft.version, body } });
    const { errors } = await expectProblem(answer, "invalid");
    const found = errors?.find((error) => error.code === code);
    expect(found?.pointer, JSON.stringify(errors)).toContain(pointer);
  }
  expect(await holder.get<Draft>(`/drafts/${draft.id}`)).toMatchObject({ version: draft.version, body: whole });
});

test("an unfinished draft is not filed, and each gap is named", async ({ writing: { holder, licence, draft } }) => {
  const { value, key } = licence.face.find((field) => !field.sensitive)!;
  const file = (saved: Draft) =>
    holder.send("POST", "/objections", { body: { draft: saved.id, version: saved.version } });
  const empty = await holder.put<Draft>(`/drafts/${draft.id}`, {
    version: draft.version,
    body: { claims: [], ground: null, explanation: "" },
  });
  const gaps = await expectProblem(await file(empty), "invalid");
  expect(gaps.errors?.map(({ pointer }) => pointer)).toEqual(["/claims", "/ground", "/explanation"]);

  const unchanged = await holder.put<Draft>(`/drafts/${draft.id}`, {
    version: empty.version,
    body: { claims: [{ key, claimed: ` ${value} ` }], ground: "accuracy", explanation: "短" },
  });
  const wrong = await expectProblem(await file(unchanged), "invalid");
  expect(wrong.errors?.map(({ code }) => code).sort()).toEqual(["too-short", "unchanged"]);
});

test("a draft that was saved elsewhere meanwhile is not overwritten", async ({ writing: { holder, draft } }) => {
  const body = { ...draft.body, explanation: "另一个窗口里写的" };
  await holder.put(`/drafts/${draft.id}`, { version: draft.version, body });
  const stale = { version: draft.version, body: { ...draft.body, explanation: "这个窗口里写的" } };
  await expectProblem(await holder.send("PUT", `/drafts/${draft.id}`, { body: stale }), "stale-version");
  expect((await holder.get<Draft>(`/drafts/${draft.id}`)).body).toEqual(body);
  const filing = { body: { draft: draft.id, version: draft.version } };
  await expectProblem(await holder.send("POST", "/objections", filing), "stale-version");
});

test("evidence is judged by its content, whatever it is called", async ({ writing: { holder, draft } }) => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const html = "<!doctype html><script>alert(1)</script>";
  for (const [name, mimeType, content] of [
    ["文字.png", "image/png", "只是一段文字"],
    ["图.svg", "image/svg+xml", svg],
    ["图.png", "image/png", svg],
    ["网页.pdf", "application/pdf", html],
    ["空.png", "image/png", ""],
    ["动图.gif", "image/gif", "GIF89a\u0001\u0000\u0001\u0000"],
    ["开头.png", "image/png", "\u0089PNG"],
  ] as const) {
    const file = { name, mimeType, buffer: Buffer.from(content) };
    const answer = await holder.send("POST", `/drafts/${draft.id}/evidence`, { multipart: { file } });
    await expectProblem(answer, "wrong-file-type");
  }
  const { evidence } = await holder.get<Draft>(`/drafts/${draft.id}`);
  expect(evidence).toEqual([]);

  const kept = await holder.upload(draft, "../../etc/<合同>\u202e.exe", pdf());
  expect(kept.media_type).toBe("application/pdf");
  expect(kept.name).not.toMatch(/[/<>\u202e]/);
  const answer = await holder.send("GET", `/evidence/${kept.id}`);
  expect(await answer.body()).toEqual(pdf());
  expect(answer.headers()).toMatchObject({
    "content-type": "application/pdf",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  expect(answer.headers()["content-disposition"]).toContain("attachment");
  expect(answer.headers()["content-security-policy"]).toContain("sandbox");
});

test("evidence of more than 10 MB is refused, one byte less is kept", async ({ writing: { holder, draft } }) => {
  const most = 10 * 1024 * 1024;
  const path = `/drafts/${draft.id}/evidence`;
  for (const size of [most + 1, most + 1024 * 1024]) {
    const file = { name: "大.png", mimeType: "image/png", buffer: largePng(size) };
    await expectProblem(await holder.send("POST", path, { multipart: { file } }), "too-large");
  }
  expect((await holder.upload(draft, "刚好.png", largePng(most))).size).toBe(most);
});

test("a sixth file is refused, also when all come at once", async ({ writing: { holder, draft } }) => {
  const upload = (number: number) => {
    const file = { name: `${number}.png`, mimeType: "image/png", buffer: Buffer.concat([png(), Buffer.from([number])]) };
    return holder.send("POST", `/drafts/${draft.id}/evidence`, { multipart: { file } });
  };
  const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(upload));
  const refused = answers.filter((answer) => !answer.ok());
  expect(answers.length - refused.length).toBe(5);
  for (const answer of refused) {
    await expectProblem(answer, "too-many-files");
  }
  expect((await holder.get<Draft>(`/drafts/${draft.id}`)).evidence).toHaveLength(5);
});

test("an upload that is no form, or holds no file, is refused", async ({ writing: { holder, draft } }) => {
  const path = `/drafts/${draft.id}/evidence`;
  const file = { name: "a.png", mimeType: "image/png", buffer: png() };
  await expectProblem(await holder.send("POST", path, { body: { file: "a.png" } }), "malformed");
  await expectProblem(await holder.send("POST", path, { multipart: { picture: file } }), "malformed");
  const broken = { headers: { "content-type": "multipart/form-data; boundary=x" }, body: Buffer.from("--y\r\n") };
  await expectProblem(await holder.send("POST", path, broken), "malformed");
});

test("a key that is missing, or is none, is refused by every operation that needs one", async ({
  server,
  citizen,
  staff,
}) => {
  const keyed = (await operations(server.url)).filter((operation) => operation.isKeyed);
  expect(keyed.length).toBeGreaterThan(8);
  const people = [await citizen(CITIZEN.mixed), await acting(citizen), await staff(STAFF.handler)];
  for (const operation of keyed) {
    const codes = await Promise.all(
      ["", "1", "not-a-key"].flatMap((key) =>
        people.map(async (person) => {
          const asked = { ...bodyOf(operation), headers: { "idempotency-key": key } };
          const answer = await person.send(operation.method, filled(operation), asked);
          return (await expectProblem(answer, "malformed", "forbidden")).code;
        }),
      ),
    );
    expect(codes, named(operation)).toContain("malformed");
  }
});

test("the same key with another request is refused, with the same request it is the same answer", async ({
  writing: { holder, draft },
}) => {
  const key = randomUUID();
  const body = { draft: draft.id, version: draft.version };
  const first = await holder.post<Receipt>("/objections", body, key);

  expect(await holder.post<Receipt>("/objections", body, key)).toEqual(first);
  const other = { ...body, version: body.version + 1 };
  await expectProblem(await holder.send("POST", "/objections", { body: other, key }), "key-reused");
  const moved = { body: { version: 2 }, key };
  await expectProblem(await holder.send("POST", `/objections/${first.id}/withdraw`, moved), "key-reused");
  expect((await holder.case(first.id)).state).toBe("received");
  await holder.move(first.id, "withdraw");
});

test("the same filing sent eight times at once is filed once", async ({ writing: { holder, draft } }) => {
  const asked = { key: randomUUID(), body: { draft: draft.id, version: draft.version } };
  const answers = await Promise.all(Array.from({ length: 8 }, () => holder.send("POST", "/objections", asked)));
  const ids = await Promise.all(
    answers.map(async (answer) => {
      expect(answer.status(), await answer.text()).toBe(201);
      return ((await answer.json()) as Receipt).id;
    }),
  );
  expect(new Set(ids).size).toBe(1);
  await holder.move(ids[0]!, "withdraw");
});

test("a second objection to the same licence waits for the first", async ({ writing: { holder, licence, draft } }) => {
  const receipt = await holder.file(draft);
  await expectProblem(await holder.send("POST", "/drafts", { body: { licence: licence.id } }), "already-open");
  await holder.move(receipt.id, "withdraw");
  const again = await holder.post<Draft>("/drafts", { licence: licence.id });
  expect(again.body.claims).toEqual([]);
  await holder.send("DELETE", `/drafts/${again.id}`);
});

test("what a clerk writes is checked field by field", async ({ server, staff }) => {
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  const clerk = await staff(STAFF.handler);
  await clerk.move(receipt.id, "mark");
  const { version } = await clerk.move(receipt.id, "verify");
  const field = licence.face.find((one) => !one.sensitive)!;
  const send = (deed: string, body: object) =>
    clerk.send("POST", `/objections/${receipt.id}/${deed}`, { body: { version, ...body } });

  for (const note of ["", "  ", "短", "字".repeat(2_001)]) {
    await expectProblem(await send("return", { note }), "invalid");
  }
  const proposal = { outcome: "upheld", corrections: [{ key: field.key, claimed: "新的内容" }], reasons: "", remedy: "" };
  for (const wrong of [
    { corrections: [] },
    { corrections: [{ key: "colour", claimed: "红" }] },
    { corrections: [{ key: field.key, claimed: field.value }] },
    { outcome: "rejected", corrections: [] },
    { outcome: "rejected", reasons: "不符", remedy: "可以复核一次" },
    { outcome: "partly-upheld" },
    { reasons: "字".repeat(2_001) },
  ]) {
    const answer = await send("propose", { proposal: { ...proposal, ...wrong } });
    const { errors } = await expectProblem(answer, "invalid");
    expect(errors?.every(({ pointer }) => pointer.startsWith("/proposal/"))).toBe(true);
  }
  await expectProblem(await send("propose", { proposal: { ...proposal, outcome: "perhaps" } }), "malformed");
  await expectProblem(await send("mark", {}), "wrong-state");
  await holder.move(receipt.id, "withdraw");
  await expectProblem(await clerk.send("POST", `/objections/${receipt.id}/verify`, { body: { version: version + 1 } }), "wrong-state");
  await holder.dispose();
});

test("a request that another site makes a browser send is refused", async ({ server, writing: { holder, draft } }) => {
  const body = { draft: draft.id, version: draft.version };
  const elsewhere: Record<string, string>[] = [
    { origin: "https://elsewhere.example" },
    { origin: "null" },
    { origin: server.url.replace("127.0.0.1", "localhost") },
    { origin: "https://elsewhere.example", "sec-fetch-site": "same-site" },
  ];
  for (const headers of elsewhere) {
    const answer = await holder.send("POST", "/objections", { body, headers });
    await expectProblem(answer, "cross-site");
  }
  // Our cookie without an origin: with what browsers say instead, and with not a word, which no browser does.
  const { cookies } = await holder.context.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const withoutOrigin: Record<string, string>[] = [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, {}];
  for (const headers of withoutOrigin) {
    const answer = await fetch(`${server.url}/api/v1/drafts/${draft.id}`, {
      method: "DELETE",
      headers: { ...headers, cookie },
    });
    expect(answer.status).toBe(403);
    expect((await answer.json()).code).toBe("cross-site");
  }
  expect((await holder.get<Draft>(`/drafts/${draft.id}`)).version).toBe(draft.version);
  const read = await holder.send("GET", "/licences", { headers: { origin: "https://elsewhere.example" } });
  expect(read.headers()["access-control-allow-origin"]).toBeUndefined();
});

test("guessing a password is slowed down, and a wrong name looks like a wrong password", async ({ server }) => {
  const nobody = await Person.nobody(server.url);
  // An account that no journey plays.
  const guess = (username: string) =>
    nobody.send("POST", "/session/staff", { body: { username, password: "wrong-password-1" } });
  const unknown = await expectProblem(await guess("no-such-account"), "wrong-credentials");
  const known = await expectProblem(await guess("nonglin-jingban2"), "wrong-credentials");
  expect({ ...known, request_id: "" }).toEqual({ ...unknown, request_id: "" });
  for (let tries = 1; tries < 5; tries += 1) {
    await expectProblem(await guess("nonglin-jingban2"), "wrong-credentials");
  }
  const locked = await guess("nonglin-jingban2");
  await expectProblem(locked, "too-many-requests");
  expect(Number(locked.headers()["retry-after"])).toBeGreaterThan(0);
  await nobody.dispose();
});

test("every answer of the API, also a refused one, is kept nowhere and guards itself", async ({ server, citizen }) => {
  const holder = await citizen(CITIZEN.mixed);
  const nobody = await Person.nobody(server.url);
  for (const answer of [
    await holder.send("GET", "/licences"),
    await nobody.send("GET", "/licences"),
    await holder.send("GET", "/nothing"),
  ]) {
    expect(answer.headers()["cache-control"]).toBe("no-store");
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers()["content-security-policy"]).toContain("default-src 'none'");
  }
  await nobody.dispose();
});

function filled({ path }: Operation): string {
  return path.replace(/\{\w+\}/g, randomUUID());
}

/** A body that can be read, for operations that need one. */
function bodyOf({ takesFile, takesJson, readable }: Operation) {
  if (takesFile) {
    return { multipart: { file: { name: "a.png", mimeType: "image/png", buffer: png() } } };
  }
  return takesJson ? { body: readable } : {};
}
