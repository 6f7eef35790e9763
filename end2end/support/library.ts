// The operations of the licence library: who may come in at all. Which role may do what to whose record is tried by the
// server's own tests; from outside it counts that nobody else gets further than the door.

const STAFF = ["handler", "approver", "handler elsewhere", "approver elsewhere", "supervisor"] as const;
const ISSUERS = ["handler", "approver", "handler elsewhere", "approver elsewhere"] as const;
const HANDLERS = ["handler", "handler elsewhere"] as const;
const APPROVERS = ["approver", "approver elsewhere"] as const;
const CITIZENS = ["owner", "other citizen"] as const;
const LOGGED_IN = [...CITIZENS, ...STAFF] as const;
const ANYBODY = ["nobody", ...LOGGED_IN] as const;

export type Outside = (typeof ANYBODY)[number];

/** By method and path. */
export const LIBRARY: Record<string, readonly Outside[]> = {
  // The catalogue is everybody's to read.
  "GET /catalogue": ANYBODY,
  "GET /catalogue/{code}": ANYBODY,
  "GET /catalogue/{code}/template": ANYBODY,
  "GET /catalogue/{code}/versions/{version}": ANYBODY,
  "GET /desk/catalogue": STAFF,
  "GET /desk/catalogue/{code}": STAFF,
  "POST /desk/catalogue": STAFF,
  "PUT /desk/catalogue/{code}/draft": STAFF,
  "GET /desk/catalogue/{code}/issuers": STAFF,
  "PUT /desk/catalogue/{code}/issuers": STAFF,
  "POST /desk/catalogue/{code}/turns": STAFF,
  // Holders, and who acts for them.
  "PUT /session/acting": CITIZENS,
  "GET /agents": [],
  "POST /agents": [],
  "POST /agents/{id}/end": [],
  "GET /licences/{id}/uses": LOGGED_IN,
  "GET /licences/{id}/versions": LOGGED_IN,
  "GET /licences/{id}/versions/{version}/seal": LOGGED_IN,
  "POST /licences/{id}/prints": LOGGED_IN,
  // Where somebody is told besides the app, and what did not arrive.
  "GET /contacts": LOGGED_IN,
  "POST /contacts/{means}": LOGGED_IN,
  "PUT /contacts/{means}": LOGGED_IN,
  "DELETE /contacts/{means}": LOGGED_IN,
  "POST /contacts/{means}/confirm": LOGGED_IN,
  "GET /desk/deliveries": STAFF,
  "GET /desk/objections/{id}/deliveries": STAFF,
  "POST /desk/deliveries/{id}/again": STAFF,
  "POST /desk/deliveries/{id}/told": STAFF,
  // Issuing.
  "GET /licences/{id}/sheet": STAFF,
  "POST /licences/{id}/preparations": STAFF,
  "POST /licences/{id}/events": STAFF,
  "GET /licences/{id}/representatives": STAFF,
  "POST /licences/{id}/representatives": STAFF,
  "POST /licences/{id}/representatives/{representative}/end": STAFF,
  "GET /preparations": ISSUERS,
  "GET /preparations/counts": ISSUERS,
  "GET /preparations/{id}": ISSUERS,
  "POST /preparations": STAFF,
  "POST /preparations/approve:batch": STAFF,
  "POST /preparations/{id}/approve": STAFF,
  "POST /preparations/{id}/send-back": STAFF,
  "POST /preparations/{id}/take-back": ISSUERS,
  "GET /desk/licences": ISSUERS,
  "GET /desk/licences/export": STAFF,
  "GET /desk/licences/{id}/objections": STAFF,
  "GET /desk/licences/{id}/uses": STAFF,
  "POST /desk/licences/search": STAFF,
  "POST /desk/licences/events:batch": STAFF,
  // What was issued elsewhere.
  "GET /imports": HANDLERS,
  "GET /imports/template": STAFF,
  "GET /imports/{id}": HANDLERS,
  "GET /imports/{id}/refused": HANDLERS,
  "GET /imports/{id}/refused.csv": HANDLERS,
  "POST /imports": STAFF,
  "POST /imports/{id}/start": HANDLERS,
  "POST /imports/{id}/cancel": HANDLERS,
  "POST /issuers/{id}/licences:batch": STAFF,
  // Seals.
  "GET /seals": STAFF,
  "GET /seals/keepers": APPROVERS,
  "GET /seals/summary": STAFF,
  "GET /seals/summary.csv": STAFF,
  "GET /seals/waiting": HANDLERS,
  "GET /seals/{id}": STAFF,
  "POST /seals": STAFF,
  "POST /seals/{id}/events": STAFF,
  "POST /seals/{id}/certificate-request": STAFF,
  "POST /seals/{id}/keepers": STAFF,
  "POST /seals/{id}/authorities": STAFF,
  "POST /seals/{id}/authorities/{authority}/end": STAFF,
  "POST /seals/{id}/put": STAFF,
  // Supervision.
  "GET /quality": STAFF,
  "GET /quality.csv": STAFF,
  "GET /quality.xlsx": STAFF,
  "GET /outages": STAFF,
  "GET /outages/{id}": STAFF,
  "POST /outages": STAFF,
  "POST /outages/{id}/end": STAFF,
  "POST /outages/{id}/items": STAFF,
  "POST /outages/{id}/items/{item}/settle": STAFF,
  "GET /calendar": STAFF,
  "GET /calendar/arrangements/{id}": STAFF,
  "POST /calendar/reviews": ["supervisor"],
  "POST /calendar/arrangements": ["supervisor"],
  "POST /calendar/arrangements/{id}/approve": ["supervisor"],
  "POST /calendar/arrangements/{id}/refuse": ["supervisor"],
  "GET /inspections": STAFF,
  "GET /inspections/choices": ["supervisor"],
  "GET /inspections/{id}": STAFF,
  "GET /inspections/{id}/licences/{licence}": STAFF,
  "POST /inspections": STAFF,
  "POST /inspections/{id}/licences/{licence}/finding": STAFF,
  "POST /inspections/{id}/licences/{licence}/answer": STAFF,
  "POST /inspections/{id}/licences/{licence}/verdict": STAFF,
};
