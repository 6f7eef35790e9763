// kill -9 in the middle of sending: the message arrives after the next start, under the same id, and is sent once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeLicence, Person } from "../../support/api.ts";
import { MARKET } from "../../support/people.ts";
import { codeIn, Receiver } from "../../support/receiver.ts";
import { kill, run, start, stop } from "../../support/server.ts";
import { expect, test } from "../../support/test.ts";

interface Sent {
  items: { case_number?: string; deliveries?: { state: string; tries: number }[] }[];
}

test("a server that is killed while a mail is on its way sends it again under the same id", async () => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "mingzheng-sending-"));
  const receiver = await Receiver.start();
  const environment = {
    MINGZHENG__DATABASE__URL: `sqlite:${join(folder, "mingzheng.db")}`,
    ...receiver.environment,
  };
  run(["demo"], environment);
  let server = await start({ log: "sending", arguments: [], environment });
  try {
    const { holder, licence } = await freeLicence(server.url, MARKET);
    const who = (await holder.get<{ who: { actor: { holder: string } } }>("/session")).who.actor.holder;
    await holder.post("/contacts/mail", { address: "somebody@example.cn" });
    await holder.post("/contacts/mail/confirm", { code: codeIn(await receiver.next()) });
    await receiver.be("hang");
    const receipt = await holder.file(await holder.draft(licence));
    const hung = await receiver.next();
    expect(hung).toMatchObject({ kind: "hung", means: "mail" });
    await kill(server.child);
    await receiver.be("take");

    server = await start({ log: "sending", arguments: [], environment });
    let again = await receiver.next();
    while (again.kind !== "took") {
      again = await receiver.next();
    }
    expect(again.id).toBe(hung.id);
    expect(again.text).toContain(receipt.case_number);
    const reader = await Person.holder(server.url, who);
    const sent = async () => {
      const inbox = await reader.get<Sent>("/notices?limit=100");
      return inbox.items.find((notice) => notice.case_number === receipt.case_number)!.deliveries;
    };
    await expect.poll(sent, { timeout: 30_000 }).toMatchObject([{ state: "sent", tries: 2 }]);
    await Promise.all([holder.dispose(), reader.dispose()]);
  } finally {
    await stop(server.child);
    receiver.stop();
    rmSync(folder, { recursive: true });
  }
});
