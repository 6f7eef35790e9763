// A test in which somebody is writing an objection.
import { freeLicence, type Person } from "./api.ts";
import { test as base } from "./test.ts";
import type { Draft, LicenceDetail } from "./wire.ts";

/** A citizen with a draft that is whole. */
interface Writing {
  holder: Person;
  licence: LicenceDetail;
  draft: Draft;
}

export const test = base.extend<{ writing: Writing }>({
  writing: async ({ server }, use) => {
    const { holder, licence } = await freeLicence(server.url);
    const draft = await holder.draft(licence);
    await use({ holder, licence, draft });
    await holder.send("DELETE", `/drafts/${draft.id}`);
    await holder.dispose();
  },
});
