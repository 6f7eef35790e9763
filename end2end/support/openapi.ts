// The operations of the API as it describes itself.
import { Person } from "./api.ts";

export interface Operation {
  method: string;
  /** Under `/api/v1`, with `{name}` for each id. */
  path: string;
  takesJson: boolean;
  /** Whether it is sent once, by a key. */
  isKeyed: boolean;
}

interface Document {
  paths: Record<string, Record<string, Described>>;
}

interface Described {
  requestBody?: { content: Record<string, unknown> };
  parameters?: { name: string; in: string }[];
}

const METHODS = ["get", "post", "put", "patch", "delete", "head", "options", "trace"];

export async function operations(url: string): Promise<Operation[]> {
  const nobody = await Person.nobody(url);
  const answer = await nobody.send("GET", "/api/openapi.json");
  const document = (await answer.json()) as Document;
  await nobody.dispose();
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, described]) => ({
        method: method.toUpperCase(),
        path: path.replace(/^\/api\/v1/, ""),
        takesJson: "application/json" in (described.requestBody?.content ?? {}),
        isKeyed: (described.parameters ?? []).some((one) => one.in === "header"),
      })),
  );
}

/** `GET /licences/{id}`. */
export function named({ method, path }: Pick<Operation, "method" | "path">): string {
  return `${method} ${path}`;
}
