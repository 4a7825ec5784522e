import { misconfigured, type Problem } from '../shared/api/problem';

/** A user who sees several clients has to name one (mintsoft.md §1.2): that is no fault of a single record. */
export function clientNeeded(message: string, clientId: number | undefined): Problem | undefined {
  if (clientId !== undefined || !/\bClientId\b.*\b(required|missing)/i.test(message)) return undefined;
  return misconfigured("'Client' is empty, and this user of Mintsoft sees several clients", "Choose 'Client' from the list.");
}
