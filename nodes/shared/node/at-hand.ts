import type { INode } from 'n8n-workflow';

import type { Vendor } from '../api/client';
import { misconfigured } from '../api/problem';

/**
 * The first of several accounts that is chosen in the node. One alone is taken unseen: n8n itself tells that it is missing.
 *
 * @param what names for an operator what needs the account
 * @throws Problem when none of several is chosen
 */
export function vendorAtHand(node: Pick<INode, 'credentials'>, vendors: readonly Vendor[], what: string): Vendor {
  const [only, another] = vendors;
  const chosen = vendors.find(({ credential }) => node.credentials?.[credential] !== undefined) ?? (another ? undefined : only);
  if (chosen) return chosen;
  throw misconfigured(`${what} needs an account, and none is chosen in this node`, "Choose a credential under 'Credential to connect with' that can do it.");
}
