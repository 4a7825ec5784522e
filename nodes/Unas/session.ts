import { createHash } from 'node:crypto';

import { clockTime } from '../shared/api/retry';
import { SESSION_REFUSED, SESSION_UNAVAILABLE, sessionError } from '../shared/api/session';
import { xmlChild, xmlList, xmlText } from '../shared/format';
import { ownerOf, type Settings } from './account';
import { errorIn, readXml } from './answer';

/** What a log-in brings; stored in the credential's hidden fields. */
export type Session = {
  token: string;
  /** Epoch ms as text. */
  sessionEnd: string;
  sessionOwner: string;
  subscription: string;
  /** Functions the key may use, with commas between. */
  permissions: string;
};

/** A token is valid for two hours; without `ExpireTime` it is used a little less long, `Expire` cannot be parsed (unas.md §2). */
const LIFE_MS = 110 * 60_000;

const HOUR_MS = 3_600_000;
/** Five failed log-ins an hour are allowed (unas.md §2); other programs of the shop need some of them. */
const MOST_REFUSED = 3;

/** Refused log-ins of this process, by a hash of what was sent: a new key is tried at once. */
const refusals = new Map<string, number[]>();

const markOf = (settings: Settings): string => createHash('sha256').update(ownerOf(settings)).digest('hex');

/** @throws the session error where the same key was refused several times lately: UNAS would block the address */
export function checkRefusals(settings: Settings, now: number): void {
  const recent = (refusals.get(markOf(settings)) ?? []).filter((at) => at > now - HOUR_MS);
  refusals.set(markOf(settings), recent);
  if (recent.length < MOST_REFUSED) return;
  const again = clockTime((recent[0] as number) + HOUR_MS);
  throw sessionError(SESSION_REFUSED, `the log-in with this API Key was refused ${MOST_REFUSED} times, and is not tried again before ${again}, because UNAS blocks after five; correct the key`);
}

export function forgetRefusals(): void {
  refusals.clear();
}

function refuse(settings: Settings, now: number, reason: string): Error {
  refusals.set(markOf(settings), [...(refusals.get(markOf(settings)) ?? []), now]);
  return sessionError(SESSION_REFUSED, reason);
}

const WHERE = 'compare API Key with the one in the shop admin (Beállítások, Külső kapcsolatok, API kapcsolat), and the addresses allowed there';

/**
 * The session out of a log-in's answer.
 *
 * @throws the session error that tells wrong values from a vendor that cannot be used now
 */
export function readSession(status: number, text: string, settings: Settings, now: number): Session {
  const said = errorIn(text);
  if (said !== undefined && /banned|too much/i.test(said)) throw sessionError(SESSION_UNAVAILABLE, `the log-in answered: ${said.slice(0, 200)}`);
  if (said !== undefined && /package/i.test(said)) throw refuse(settings, now, `${said.slice(0, 200)}: the API needs the shop package PREMIUM or VIP`);
  if (status === 429 || status === 408 || status >= 500) throw sessionError(SESSION_UNAVAILABLE, `the log-in answered HTTP ${status}; try again in a minute`);
  if (said !== undefined) throw refuse(settings, now, `the log-in answered '${said.slice(0, 200)}': ${WHERE}`);
  const login = readXml(text)?.root;
  if (!login) throw sessionError(SESSION_UNAVAILABLE, `the log-in answered HTTP ${status} without a complete document; try again in a minute`);
  // An error answer can carry a token (unas.md §2).
  if (xmlText(login, 'Status') !== 'ok') throw refuse(settings, now, `the log-in was not accepted: ${WHERE}`);
  const token = xmlText(login, 'Token');
  if (token === undefined) throw sessionError(SESSION_UNAVAILABLE, 'the log-in answered without a token');
  const shopId = xmlText(login, 'ShopId');
  if (shopId !== undefined && shopId !== settings.shopId) throw refuse(settings, now, `the API Key is of shop ${shopId}, and Shop ID in the credential is another one; correct either`);
  const ends = Number(xmlText(login, 'ExpireTime') ?? 0) * 1000;
  const permissions = xmlList(xmlChild(login, 'Permissions'), 'Permission').flatMap((one) => (typeof one === 'string' ? [one.trim()] : []));
  return {
    token,
    sessionEnd: String(ends > now ? ends : now + LIFE_MS),
    sessionOwner: ownerOf(settings),
    subscription: xmlText(login, 'Subscription') ?? '',
    permissions: permissions.join(','),
  };
}
