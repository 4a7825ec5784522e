import type { SandboxAnswer, SandboxRequest } from '../http';
import { findRoute } from '../router';
import type { V1Answers } from './answers';
import { checkBody } from './bodies';
import { V1 } from './credentials';
import type { Gate } from './gate';
import { readQuery } from './query';
import type { V1Handler, V1Route } from './v1-routes';

/** `https://ssapi.shipstation.com`, below its prefix. */
export class V1Api {
  constructor(
    private readonly gate: Gate,
    private readonly answers: V1Answers,
    private readonly routes: V1Route[],
  ) {}

  async answer(request: SandboxRequest): Promise<SandboxAnswer> {
    const found = findRoute(this.routes, request.method, request.path.slice(V1.length));
    const operation = Array.isArray(found) ? '' : `${found.route.method} ${found.route.path.slice(1)}`;
    const refused = this.gate.refuseV1(request);
    if (refused) return { ...this.gate.withQuota(refused, request.now), operation };
    const answer = Array.isArray(found) ? this.noRoute(found, request) : await this.carryOut(found.route.handler, found.params, request);
    return { ...this.gate.withQuota(answer, request.now), operation };
  }

  private noRoute(otherMethods: string[], { method }: SandboxRequest): SandboxAnswer {
    if (otherMethods.length > 0) return this.answers.problem(405, `The requested resource does not support http method '${method}'.`);
    return this.answers.problem(404, 'No HTTP resource was found that matches the request URI.');
  }

  private async carryOut(handler: V1Handler, params: Record<string, string>, request: SandboxRequest): Promise<SandboxAnswer> {
    if (params.id !== undefined && !/^\d{1,12}$/.test(params.id)) return this.answers.problem(404, 'No HTTP resource was found that matches the request URI.');
    const { query, errors: queryErrors, ignored } = readQuery(request.query, handler.query, false);
    const errors = Object.fromEntries(Object.entries(queryErrors).map(([name, message]) => [`request.${name}`, [message]]));
    let body: unknown;
    // A body that is announced by name is demanded; refreshstore alone works without (shipstation.md §A4).
    if (handler.body && (handler.root !== '' || request.body.length > 0)) {
      if (!/^application\/json\b/i.test(String(request.headers['content-type'] ?? ''))) return this.answers.problem(415, "The request entity's media type is not supported for this resource.");
      try {
        body = JSON.parse(request.body.toString('utf8'));
      } catch {
        return this.answers.invalid({ [handler.root]: ['Unexpected character encountered while parsing value.'] });
      }
      const checked = checkBody(body, handler.body, handler.root);
      Object.assign(errors, checked.errors);
      ignored.push(...checked.ignored);
    } else if (request.body.length > 0) ignored.push('body');
    if (Object.keys(errors).length > 0) return { ...this.answers.invalid(errors), ignored };
    const origin = request.absoluteUrl.slice(0, request.absoluteUrl.indexOf('/', 'http://'.length));
    return { ...(await handler.run({ id: Number(params.id ?? 0), query, body, origin })), ignored };
  }
}
