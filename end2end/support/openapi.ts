// The operations of the API as it describes itself.
import { Person } from "./api.ts";

export interface Operation {
  method: string;
  /** Under `/api/v1`, with `{name}` for each id. */
  path: string;
  takesJson: boolean;
  /** Whether it is sent once, by a key. */
  isKeyed: boolean;
  /** Whether it takes a file. */
  takesFile: boolean;
  /** A body that can be read, though it says nothing that makes sense. */
  readable: unknown;
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  minLength?: number;
  items?: Schema;
  minItems?: number;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

interface Described {
  requestBody?: { content: Record<string, { schema?: Schema }> };
  parameters?: { name: string; in: string }[];
}

/** A value that a schema lets in, with nothing that it doesn't insist on. */
function valueOf(schema: Schema, schemas: Record<string, Schema>): unknown {
  if (schema.$ref) {
    return valueOf(schemas[schema.$ref.split("/").at(-1)!] ?? {}, schemas);
  }
  if (schema.allOf) {
    return Object.assign({}, ...schema.allOf.map((part) => valueOf(part, schemas)));
  }
  const one = (schema.oneOf ?? schema.anyOf)?.find(({ type }) => type !== "null");
  if (one) {
    return valueOf(one, schemas);
  }
  if (schema.const !== undefined || schema.enum) {
    return schema.const ?? schema.enum![0];
  }
  switch ([schema.type].flat().find((type) => type !== "null")) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, valueOf(schema.properties?.[name] ?? {}, schemas)]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => valueOf(schema.items ?? {}, schemas));
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return false;
    default:
      return textOf(schema);
  }
}

function textOf({ format, minLength }: Schema): string {
  const formed: Record<string, string> = {
    uuid: "00000000-0000-7000-8000-000000000000",
    date: "2026-01-05",
    "date-time": "2026-01-05T01:00:00Z",
  };
  return formed[format ?? ""] ?? "0".repeat(Math.max(minLength ?? 0, 2));
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
        takesFile: "multipart/form-data" in (described.requestBody?.content ?? {}),
        readable: valueOf(described.requestBody?.content["application/json"]?.schema ?? {}, document.components.schemas),
        isKeyed: (described.parameters ?? []).some((one) => one.in === "header"),
      })),
  );
}

/** `GET /licences/{id}`. */
export function named({ method, path }: Pick<Operation, "method" | "path">): string {
  return `${method} ${path}`;
}
