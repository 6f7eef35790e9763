// Is this answer a problem, whole and telling nothing that it should not?
import { expect, type APIResponse } from "@playwright/test";
import type { Problem } from "./wire.ts";

const MEMBERS = ["code", "detail", "errors", "request_id", "status", "title", "type"];

/** The answer refuses with one of these codes, as RFC 9457 has it, and carries nothing else. */
export async function expectProblem(answer: APIResponse, ...codes: string[]): Promise<Problem> {
  const text = await answer.text();
  const about = `${answer.url()}: ${answer.status()} ${text}`;
  expect(answer.headers()["content-type"], about).toBe("application/problem+json");
  const problem = JSON.parse(text) as Problem;
  expect(Object.keys(problem).filter((member) => !MEMBERS.includes(member)), about).toEqual([]);
  expect(problem.status, about).toBe(answer.status());
  expect(problem.status, about).toBeGreaterThanOrEqual(400);
  expect(problem.status, about).toBeLessThan(500);
  expect(problem.type, about).toBe(`/problems/${problem.code}`);
  expect(problem.title, about).not.toBe("");
  expect(codes, about).toContain(problem.code);
  return problem;
}
