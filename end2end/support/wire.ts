// The parts of the API's bodies that journeys look at.

export interface Page<T> {
  items: T[];
  next?: string;
}

export interface LicenceSummary {
  id: string;
  type_name: string;
  number: string;
  holder_name: string;
  issuer_name: string;
  valid_to: string | null;
  disputed: boolean;
  version: number;
}

export interface FaceValue {
  key: string;
  label: string;
  value: string;
  sensitive?: boolean;
}

export interface LicenceDetail extends LicenceSummary {
  status: string;
  face: FaceValue[];
  draft?: string;
  open_objection?: string;
}

export interface Claim {
  key: string;
  claimed: string;
}

export interface DraftBody {
  claims: Claim[];
  ground: "accuracy" | "completeness" | "timeliness" | null;
  explanation: string;
}

export interface Evidence {
  id: string;
  name: string;
  media_type: string;
  size: number;
}

export interface Draft {
  id: string;
  licence: string;
  version: number;
  body: DraftBody;
  evidence: Evidence[];
}

export interface ClockView {
  step: string;
  due_date: string;
  due: string;
  met_at?: string;
}

export interface Receipt {
  id: string;
  case_number: string;
  work_order?: string;
  issuer_name: string;
  filed_at: string;
  clocks: ClockView[];
}

export interface CaseSummary {
  id: string;
  case_number: string;
  state: string;
  marked: boolean;
  type_name: string;
  issuer_name: string;
  filed_at: string;
  clocks: ClockView[];
}

export interface CaseDetail extends CaseSummary {
  version: number;
  holder: string;
  licence: LicenceSummary;
  ground: string;
  desk?: { deciding: { points: { id: string; grounds: string[] }[]; reasons: string[] } };
  disputed: (Claim & { label: string; shown: string; corrected?: string })[];
  evidence: Evidence[];
  history: { seq: number; event: string | null; by: string }[];
  decision?: { outcome: string; corrected_version?: number };
  earlier?: { outcome: string }[];
}

export interface Notice {
  id: string;
  kind: string;
  objection: string;
}

export interface Inbox extends Page<Notice> {
  unread: number;
}

export interface Session {
  now: string;
  demonstration: boolean;
  who?: { name: string; agency_name?: string; must_change_password?: boolean; owes?: "proof" | "set-up" };
}

export interface DemoAccounts {
  persons: { holder: string; name: string; about: string }[];
  staff: { username: string; password: string; name: string; agency_name: string; role: string }[];
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: { pointer: string; code: string; limit?: number }[];
  request_id?: string;
}
