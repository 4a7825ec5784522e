/** Path templates such as `/order-units/{id_order_unit}/send`. */
export interface Route<Handler> {
  method: string;
  path: string;
  handler: Handler;
}

export interface Found<Handler> {
  route: Route<Handler>;
  params: Record<string, string>;
}

/** The route, or the methods other routes offer for this path (empty = no such path). */
export function findRoute<Handler>(routes: Array<Route<Handler>>, method: string, path: string): Found<Handler> | string[] {
  const otherMethods: string[] = [];
  for (const route of routes) {
    const params = matchTemplate(route.path, path);
    if (!params) continue;
    if (route.method === method) return { route, params };
    otherMethods.push(route.method);
  }
  return otherMethods;
}

function matchTemplate(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, step] of wanted.entries()) {
    if (step.startsWith('{')) {
      if (given[index] === '') return undefined;
      params[step.slice(1, -1)] = decode(given[index]);
    } else if (step !== given[index]) return undefined;
  }
  return params;
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
