import { json, type SandboxAnswer, type SandboxRequest } from '../http';
import { findRoute } from '../router';
import { v2Error, v2Invalid } from './answers';
import { V2 } from './credentials';
import type { Desk } from './desk';
import type { Gate } from './gate';
import type { Hooks } from './hooks';
import { download } from './label-files';
import { readQuery } from './query';
import { complaintOf } from './v2-bodies';
import type { V2Handler, V2Route } from './v2-routes';

/** `https://api.shipstation.com`, below its prefix; the keys of the signatures lie beside it. */
export class V2Api {
  constructor(
    private readonly gate: Gate,
    private readonly routes: V2Route[],
    private readonly desk: Desk,
    private readonly hooks: Hooks,
  ) {}

  answer(request: SandboxRequest): SandboxAnswer {
    const path = request.path.slice(V2.length);
    if (path === '/jwks' && request.method === 'GET') return { ...json(200, this.hooks.keys()), operation: 'GET jwks' };
    const file = request.method === 'GET' ? download(path, this.desk.labels, request.now) : undefined;
    if (file) return file;
    const found = findRoute(this.routes, request.method, path);
    const operation = Array.isArray(found) ? '' : `${found.route.method} ${found.route.path.slice(1)}`;
    const refused = this.gate.refuseV2(request);
    if (refused) return { ...refused, operation };
    if (Array.isArray(found)) return found.length > 0 ? v2Error(405, 'validation', 'unspecified', `Method ${request.method} is not allowed.`) : v2Error(404, 'validation', 'unspecified', 'The requested path was not found.');
    return { ...this.carryOut(found.route.handler, found.params, request), operation };
  }

  private carryOut(handler: V2Handler, params: Record<string, string>, request: SandboxRequest): SandboxAnswer {
    const { query, errors, ignored } = readQuery(request.query, handler.query, true);
    const [complaint] = Object.values(errors);
    if (complaint) return { ...v2Invalid(complaint), ignored };
    let body: Record<string, unknown> = {};
    if (handler.body) {
      if (request.body.length === 0) return v2Invalid('A JSON body is required.', 'request_body_required');
      if (!/^application\/json\b/i.test(String(request.headers['content-type'] ?? ''))) return v2Error(415, 'validation', 'unspecified', 'The content type is not supported.');
      try {
        body = JSON.parse(request.body.toString('utf8')) as Record<string, unknown>;
      } catch {
        return v2Invalid('The body is not valid JSON.', 'invalid_object');
      }
      if (!handler.body(body)) {
        const { message, code } = complaintOf(handler.body);
        return { ...v2Invalid(message, code), ignored };
      }
    } else if (request.body.length > 0) ignored.push('body');
    const origin = request.absoluteUrl.slice(0, request.absoluteUrl.indexOf('/', 'http://'.length));
    return { ...handler.run({ params, query, sent: request.query, path: request.path, body, origin }), ignored };
  }
}
