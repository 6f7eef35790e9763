// A real identity provider that speaks OpenID Connect, with its own pages: npm's oidc-provider, on a port of this machine.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Oidc from "oidc-provider";

const CLIENT = { client_id: "mingzheng", client_secret: "a secret of the two" };

/** Whom it knows: the name that somebody logs in with, and what it says of them. */
export type Accounts = Record<string, { name?: string; id_number?: string }>;

export class Provider {
  readonly url: string;
  /** The settings of a server whose citizens log in here. */
  readonly environment: Record<string, string>;
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.environment = {
      MINGZHENG__IDENTITY__OIDC__ISSUER: this.url,
      MINGZHENG__IDENTITY__OIDC__CLIENT_ID: CLIENT.client_id,
      MINGZHENG__IDENTITY__OIDC__CLIENT_SECRET: CLIENT.client_secret,
    };
  }

  /** Takes a port; who is sent there is answered once it `knows` where they come from. */
  static async start(): Promise<Provider> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Provider(server);
  }

  /** Serves the citizens of the server at `home`. */
  knows(home: string, accounts: Accounts): void {
    const provider = new Oidc(this.url, {
      clients: [{ ...CLIENT, redirect_uris: [`${home}/log-in/oidc/callback`], post_logout_redirect_uris: [`${home}/log-in/oidc/logged-out`] }],
      claims: { openid: ["sub"], profile: ["name", "id_number"] },
      pkce: { required: () => true },
      cookies: { keys: ["of this test alone"] },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, ...accounts[id] }),
      }),
    });
    this.server.on("request", provider.callback());
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
