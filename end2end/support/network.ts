// A bad network, played by Chromium itself.
import type { CDPSession, Page, Route } from "@playwright/test";

/** Lighthouse's slow 4G: 1.6 Mbit/s, 150 ms. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 209_715, uploadThroughput: 96_000 };

/** The network of one page, which has no service worker: what one asks for is not slowed down. */
export class Network {
  private readonly cdp: CDPSession;
  private readonly page: Page;

  private constructor(page: Page, cdp: CDPSession) {
    this.page = page;
    this.cdp = cdp;
  }

  /** Slow from now on, as is the processor of a cheap phone. */
  static async slow(page: Page): Promise<Network> {
    const network = new Network(page, await page.context().newCDPSession(page));
    await page.addInitScript(() => Object.defineProperty(navigator, "serviceWorker", { value: undefined }));
    await network.cdp.send("Network.enable");
    await network.cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await network.back();
    return network;
  }

  /** It is back, and slow. */
  async back(): Promise<void> {
    await this.cdp.send("Network.emulateNetworkConditions", SLOW_4G);
  }

  /** It is gone. */
  async lose(): Promise<void> {
    await this.cdp.send("Network.emulateNetworkConditions", { ...SLOW_4G, offline: true });
  }

  /** It is lost when the server has got the request that `deed` makes, `before` has happened, and its answer isn't here yet. */
  async loseDuring(
    method: string,
    path: RegExp,
    deed: () => Promise<unknown>,
    before: Promise<unknown> = Promise.resolve(),
  ): Promise<void> {
    const isIt = (url: URL) => path.test(url.pathname);
    let lost = () => {};
    const happened = new Promise<void>((resolve) => (lost = resolve));
    const cut = async (route: Route) => {
      if (route.request().method() !== method) {
        return route.fallback();
      }
      await route.fetch();
      await before;
      await this.lose();
      await route.abort("internetdisconnected");
      lost();
    };
    await this.page.route(isIt, cut);
    await deed();
    await happened;
    await this.page.unroute(isIt, cut);
  }
}
