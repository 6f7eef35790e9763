// Whatever somebody sends with an objection: nothing lost, nothing doubled, and each field told what is wrong with it.
import { randomUUID } from "node:crypto";
import { freeLicence, objectionTo } from "../../support/api.ts";
import { checked } from "../../support/deciding.ts";
import { largePng, pdf, png } from "../../support/files.ts";
import { MARKET, STAFF } from "../../support/people.ts";
import { expectProblem } from "../../support/problem.ts";
import { expect } from "../../support/test.ts";
import type { Draft, Receipt } from "../../support/wire.ts";
import { test } from "../../support/writing.ts";

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

test("evidence of more than 10 MB is refused, one byte less is taken", async ({ writing: { holder, draft } }) => {
  const most = 10 * 1024 * 1024;
  const path = `/drafts/${draft.id}/evidence`;
  for (const size of [most + 1, most + 1024 * 1024]) {
    const file = { name: "大.png", mimeType: "image/png", buffer: largePng(size) };
    await expectProblem(await holder.send("POST", path, { multipart: { file } }), "too-large");
  }
  expect((await holder.upload(draft, "刚好.png", largePng(most))).media_type).toBe("image/png");
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
  const checks = checked(await clerk.case(receipt.id));
  const proposal = { outcome: "upheld", corrections: [{ key: field.key, claimed: "新的内容" }], reasons: "", remedy: "", checks };
  for (const wrong of [
    { corrections: [] },
    { corrections: [{ key: "colour", claimed: "红" }] },
    { corrections: [{ key: field.key, claimed: field.value }] },
    { outcome: "rejected", corrections: [] },
    { outcome: "rejected", reasons: "不符", remedy: "可以复核一次" },
    { outcome: "partly-upheld" },
    { checks: checks.slice(1) },
    { checks: checks.map((one) => ({ ...one, word: " " })) },
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
