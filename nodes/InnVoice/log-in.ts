import { SESSION_REFUSED, SESSION_UNAVAILABLE, sessionError } from '../shared/api/session';
import { errorIn, readAnswer } from './answer';

/** What the credential keeps once the values were seen to work. */
const CHECKED = 'yes';

/**
 * Judges the answer to the list of invoice books, which every account can read.
 *
 * @throws the session error that tells wrong values from a vendor that cannot be used now
 */
export function checkLogIn(status: number, body: string): string {
  if (status === 429 || status === 408) throw sessionError(SESSION_UNAVAILABLE, `InnVoice answered HTTP ${status}; try again in a minute`);
  const said = errorIn(body);
  const refused = status === 401 || status === 403 || (said !== undefined && status < 500);
  if (refused) {
    const word = said?.message ? ` (${said.message.slice(0, 200)})` : '';
    throw sessionError(SESSION_REFUSED, `Company, User and Password do not open the account${word}; the password is the one issued for the API`);
  }
  if (status === 404) throw sessionError(SESSION_REFUSED, "nothing is there; check 'Company' and 'Base URL'");
  if (status < 200 || status > 299) throw sessionError(SESSION_UNAVAILABLE, `InnVoice answered HTTP ${status}; try again in a minute`);
  const isPage = /^\s*<(!doctype|html)/i.test(body);
  if (isPage || readAnswer(body) === undefined) throw sessionError(SESSION_UNAVAILABLE, 'InnVoice answered with a page that is not its API; try again in a minute');
  return CHECKED;
}
