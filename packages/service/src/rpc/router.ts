import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { z } from 'zod';
import { type RpcValue, toRpcJson } from './json.ts';
import { RpcError } from './rpc-error.ts';
import { errorBody } from './schemas.ts';

export interface GetRoute {
  readonly summary: string;
  /** the JSON that leaves; fields that it does not name are dropped */
  readonly response: z.ZodType;
}

export interface GetRouteWithQuery<Q extends z.ZodObject> extends GetRoute {
  readonly query: Q;
}

export interface PostRoute<B extends z.ZodObject> extends GetRoute {
  readonly body: B;
}

type Answer = RpcValue | Promise<RpcValue>;

/** Where a role registers what it answers, under `/rpc`; the schemas also make `/openapi.json`. */
export interface RpcRouter {
  get(path: string, route: GetRoute, handler: () => Answer): void;
  get<Q extends z.ZodObject>(path: string, route: GetRouteWithQuery<Q>, handler: (query: z.output<Q>) => Answer): void;
  post<B extends z.ZodObject>(path: string, route: PostRoute<B>, handler: (body: z.output<B>) => Answer): void;
}

export function createRouter(app: OpenAPIHono): RpcRouter {
  const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
  const responses = ({ response }: GetRoute) => ({
    200: { description: 'the answer', content: json(response) },
    default: { description: 'a coded error', content: json(errorBody) },
  });
  return {
    get: (path: string, route: GetRoute & { query?: z.ZodObject }, handler: (query: never) => Answer) => {
      const { query, summary } = route;
      const request = query ? { query } : {};
      const described = createRoute({
        method: 'get',
        path: `/rpc${path}`,
        summary,
        request,
        responses: responses(route),
      });
      app.openAPIRegistry.registerPath(described);
      app.get(`/rpc${path}`, async (context) => {
        const asked = query ? checked(query, context.req.query()) : {};
        return context.json(await answer(route, handler(asked as never)));
      });
    },
    post: (path, route, handler) => {
      const { body, summary } = route;
      const request = { body: { content: json(body) } };
      const described = createRoute({
        method: 'post',
        path: `/rpc${path}`,
        summary,
        request,
        responses: responses(route),
      });
      app.openAPIRegistry.registerPath(described);
      app.post(`/rpc${path}`, async (context) => {
        const sent = await context.req.json().catch(() => {
          throw new RpcError('BAD_REQUEST', 'the body is not JSON');
        });
        return context.json(await answer(route, handler(checked(body, sent))));
      });
    },
  };
}

async function answer({ response }: GetRoute, value: Answer): Promise<object> {
  return response.parse(toRpcJson(await value)) as object;
}

function checked<S extends z.ZodObject>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RpcError('BAD_REQUEST', `${issue?.path.join('.') || 'request'}: ${issue?.message}`);
}
