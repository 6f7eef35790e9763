// Every screen of the citizen's at four widths on a contact sheet, which stands in the documents.
import { mkdirSync, writeFileSync } from "node:fs";
import { CITIZENS } from "../../support/screens/citizens.ts";
import type { Screen } from "../../support/screens/screen.ts";
import { test } from "../../support/screens/world.ts";
import { ready } from "../../support/test.ts";

/** Width of the window and of its picture on the sheet. */
const WIDTHS = [
  [360, 118],
  [390, 128],
  [768, 196],
  [1280, 280],
] as const;
/** What is longer is cut off on the sheet. */
const LONGEST = 300;
const FOLDER = "../server/docs/screenshots";

test("the contact sheet of the citizen's screens", async ({ page, world, become, complaints }) => {
  test.setTimeout(300_000);
  complaints.expect(/./);
  const cells: string[] = [];
  for (const screen of CITIZENS) {
    cells.push(await cell(screen));
    await page.unrouteAll();
  }
  await page.goto("about:blank");
  await page.setViewportSize({ width: 1500, height: 900 });
  await page.setContent(`<style>${STYLE}</style>${cells.join("")}`);
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send("Page.captureScreenshot", { format: "webp", quality: 55, captureBeyondViewport: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/sheet-citizen.webp`, Buffer.from(data, "base64"));

  async function cell(screen: Screen): Promise<string> {
    await page.goto("about:blank");
    await page.context().clearCookies();
    await page.setViewportSize({ width: 1280, height: 900 });
    if (screen.who) {
      await become(screen.who(world.people));
    }
    await screen.prepare?.(page);
    await page.goto(screen.path(world));
    await ready(page);
    await screen.then?.(page);
    const pictures: string[] = [];
    for (const [width, shown] of WIDTHS) {
      const height = Math.round((LONGEST * width) / shown);
      await page.setViewportSize({ width, height });
      const picture = await page.screenshot({ animations: "disabled", scale: "css", type: "jpeg", quality: 80 });
      const folder = `test-results/sheet/${width}`;
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/${screen.name}.jpg`, picture);
      pictures.push(`<img width="${shown}" height="${LONGEST}" src="data:image/jpeg;base64,${picture.toString("base64")}">`);
    }
    return `<figure><figcaption>${screen.name}</figcaption>${pictures.join("")}</figure>`;
  }
});

const STYLE = `
  body { display: grid; grid-template-columns: 1fr 1fr; gap: 4px; margin: 4px; background: #8a8f98; font: 11px sans-serif; }
  figure { margin: 0; display: flex; flex-wrap: wrap; gap: 3px; }
  figcaption { width: 100%; color: #fff; }
`;
