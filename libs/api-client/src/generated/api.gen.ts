/**
 * Generated from apps/api/openapi.json. Do: npm run generate -w @taskora/api-client
 */
import {
  useMutation,
  useQuery
} from '@tanstack/react-query';
import type {
  DataTag,
  DefinedInitialDataOptions,
  DefinedUseQueryResult,
  MutationFunction,
  QueryClient,
  QueryFunction,
  QueryKey,
  UndefinedInitialDataOptions,
  UseMutationOptions,
  UseMutationResult,
  UseQueryOptions,
  UseQueryResult
} from '@tanstack/react-query';

import { request } from '../request.ts';
/**
 * Which tasks a list holds.
 */
export type TaskStatus = typeof TaskStatus[keyof typeof TaskStatus];


export const TaskStatus = {
  all: 'all',
  open: 'open',
  done: 'done',
} as const;

/**
 * A task as callers see it; the owner is not part of it.
 */
export interface Task {
  id: string;
  title: string;
  notes: string;
  dueOn: string | null;
  completedAt: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/**
 * One page of a list, and the cursor of the next one.
 */
export interface TaskPage {
  items: Task[];
  nextCursor: string | null;
}

/**
 * One thing wrong with what was sent.
 */
export interface ProblemField {
  path: string;
  message: string;
  fix: string;
}

/**
 * The envelope of every error.
 */
export interface Problem {
  requestId: string;
  title: string;
  detail: string;
  status: number;
  fields: ProblemField[];
}

/**
 * A task to add.
 */
export interface NewTask {
  /**
     * @minLength 1
     * @maxLength 200
     */
  title: string;
  /** @maxLength 5000 */
  notes?: string;
  dueOn?: string | null;
}

/**
 * How many tasks there are; the revision differs as soon as any of them has changed.
 */
export interface TaskSummary {
  open: number;
  overdue: number;
  dueToday: number;
  done: number;
  revision: string;
}

/**
 * The fields to change; what is absent stays, and `dueOn: null` takes the date away.
 */
export interface TaskChanges {
  /**
     * @minLength 1
     * @maxLength 200
     */
  title?: string;
  /** @maxLength 5000 */
  notes?: string;
  dueOn?: string | null;
  completed?: boolean;
}

/**
 * From where something was changed.
 */
export type Actor = typeof Actor[keyof typeof Actor];


export const Actor = {
  web: 'web',
  chat: 'chat',
  mcp: 'mcp',
  api: 'api',
} as const;

/**
 * What a change did, as people would say it.
 */
export type ChangeKind = typeof ChangeKind[keyof typeof ChangeKind];


export const ChangeKind = {
  added: 'added',
  changed: 'changed',
  completed: 'completed',
  reopened: 'reopened',
  deleted: 'deleted',
  undone: 'undone',
} as const;

/**
 * One batch of what somebody did; `titles` names the first few of its tasks.
 */
export interface Change {
  id: string;
  actor: Actor;
  kind: ChangeKind;
  count: number;
  titles: string[];
  createdAt: string;
  undoneAt: string | null;
}

/**
 * Changes, the newest first, and the cursor of the page that comes after.
 */
export interface ChangePage {
  items: Change[];
  nextCursor: string | null;
}

/**
 * What an undo did. `kept` holds the tasks that were changed since, and so were left alone.
 */
export interface Undone {
  changeId: string;
  undone: Task[];
  removed: string[];
  kept: Task[];
}

/**
 * A line as typed.
 *
 * `now` is for callers that must decide what "tomorrow" means. `locale` is the BCP 47 tag of who
 * writes, and says whether "5/12" begins with the day; without it the month comes first.
 */
export interface ParseRequest {
  /**
     * @minLength 1
     * @maxLength 2000
     */
  text: string;
  /**
     * The name of a zone of the IANA time zone database.
     * @maxLength 64
     * @pattern ^[A-Za-z0-9_+\-/]+$
     */
  timeZone?: string;
  locale?: string | null;
  now?: string | null;
}

export type ParsedSpanKind = typeof ParsedSpanKind[keyof typeof ParsedSpanKind];


export const ParsedSpanKind = {
  command: 'command',
  date: 'date',
} as const;

/**
 * A part of the text that has a meaning; offsets are UTF-16 units, as in JavaScript.
 */
export interface ParsedSpan {
  start: number;
  end: number;
  kind: ParsedSpanKind;
}

/**
 * What quick add would make of the text.
 */
export interface ParseResult {
  title: string;
  dueOn: string | null;
  spans: ParsedSpan[];
}

/**
 * Who makes the answers.
 */
export type Provider = typeof Provider[keyof typeof Provider];


export const Provider = {
  embedded: 'embedded',
  openai: 'openai',
  cohere: 'cohere',
  'openai-compatible': 'openai-compatible',
} as const;

/**
 * Who answers: the embedded assistant, or a model of a provider.
 */
export interface AssistantInfo {
  provider: Provider;
  model: string | null;
}

/**
 * What a person says, and where they are: "today" depends on it.
 */
export interface ChatRequest {
  conversationId: string;
  /**
     * @minLength 1
     * @maxLength 2000
     */
  text: string;
  /**
     * The name of a zone of the IANA time zone database.
     * @maxLength 64
     * @pattern ^[A-Za-z0-9_+\-/]+$
     */
  timeZone?: string;
  messageId?: string | null;
  lastMessageId?: string | null;
}

/**
 * A conversation in a list.
 */
export interface ConversationSummary {
  id: string;
  title: string;
  updatedAt: string;
}

/**
 * The caller's conversations, the latest first, and the cursor of the page that comes after.
 */
export interface ConversationList {
  items: ConversationSummary[];
  nextCursor: string | null;
}

export type ConversationMessageRole = typeof ConversationMessageRole[keyof typeof ConversationMessageRole];


export const ConversationMessageRole = {
  user: 'user',
  assistant: 'assistant',
} as const;

/**
 * A part of a UI message of the AI SDK; what else it holds depends on its type.
 */
export interface MessagePart {
  type: string;
  [key: string]: unknown;
}

/**
 * A UI message of the AI SDK.
 */
export interface ConversationMessage {
  id: string;
  role: ConversationMessageRole;
  parts: MessagePart[];
}

/**
 * A conversation with some of its messages, and the cursor of those that were before.
 */
export interface Conversation {
  id: string;
  title: string;
  messages: ConversationMessage[];
  earlierCursor: string | null;
  isAnswering: boolean;
}

/**
 * What a token may be used for. None of them includes another.
 */
export type Scope = typeof Scope[keyof typeof Scope];


export const Scope = {
  'tasks:read': 'tasks:read',
  'tasks:write': 'tasks:write',
  chat: 'chat',
} as const;

/**
 * A token as its owner sees it later; the token itself is not kept.
 */
export interface AccessToken {
  id: string;
  name: string;
  ending: string;
  scopes: Scope[];
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
}

/**
 * All tokens of a person, the newest first.
 */
export interface AccessTokenList {
  items: AccessToken[];
}

/**
 * A token to make: for which program, for what, and for how long.
 */
export interface NewAccessToken {
  /**
     * @minLength 1
     * @maxLength 100
     */
  name: string;
  /**
     * @minItems 1
     * @maxItems 3
     */
  scopes: Scope[];
  /**
     * @minimum 1
     * @maximum 366
     */
  expiresInDays?: number;
}

/**
 * A token that was made now; null in the answer to a request that is sent again.
 */
export interface CreatedAccessToken {
  id: string;
  name: string;
  ending: string;
  scopes: Scope[];
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
  token: string | null;
}

export interface JsonValue {}

export type ListTasksParams = {
status?: TaskStatus;
/**
 * @minimum 1
 * @maximum 500
 */
limit?: number;
cursor?: string | null;
/**
 * Words that are all in the title or the notes.
 * @maxLength 200
 */
q?: string;
};

export type GetTaskSummaryParams = {
/**
 * From 1900-01-01 to 2999-12-31.
 * @pattern ^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$
 */
today: string;
};

export type ListChangesParams = {
/**
 * @minimum 1
 * @maximum 500
 */
limit?: number;
cursor?: string | null;
};

export type ListConversationsParams = {
/**
 * @minimum 1
 * @maximum 500
 */
limit?: number;
cursor?: string | null;
};

export type GetConversationParams = {
/**
 * @minimum 1
 * @maximum 1000
 */
limit?: number;
cursor?: string | null;
};

type AwaitedInput<T> = PromiseLike<T> | T;

      type Awaited<O> = O extends AwaitedInput<infer T> ? T : never;


type SecondParameter<T extends (...args: never) => unknown> = Parameters<T>[1];



const withQueryKey = <T extends object, K>(query: T, queryKey: K): T & { queryKey: K } => {
  const result = { queryKey } as T & { queryKey: K };
  for (const key of Object.keys(query)) {
    // The explicit queryKey always wins, matching the previous
    // `{ ...query, queryKey }` spread where it was set last.
    if (key === 'queryKey') continue;
    Object.defineProperty(result, key, {
      enumerable: true,
      configurable: true,
      get: () => (query as Record<string, unknown>)[key],
    });
  }
  return result;
};

export const getListTasksUrl = (params?: ListTasksParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/tasks?${stringifiedParams}` : `/api/v1/tasks`
}

/**
 * List the caller's tasks: open first, then by due date, then the newest.
 * @summary List Tasks
 */
export const listTasks = async (params?: ListTasksParams, options?: Parameters<typeof request>[1]): Promise<TaskPage> => {

  return request<TaskPage>(getListTasksUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListTasksQueryKey = (params?: ListTasksParams,) => {
    return [
    `/api/v1/tasks`, ...(params ? [params] : [])
    ] as const;
    }


export const getListTasksQueryOptions = <TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(params?: ListTasksParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListTasksQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listTasks>>> = ({ signal }) => listTasks(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListTasksQueryResult = NonNullable<Awaited<ReturnType<typeof listTasks>>>
export type ListTasksQueryError = Problem


export function useListTasks<TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(
 params: undefined |  ListTasksParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listTasks>>,
          TError,
          Awaited<ReturnType<typeof listTasks>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListTasks<TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(
 params?: ListTasksParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listTasks>>,
          TError,
          Awaited<ReturnType<typeof listTasks>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListTasks<TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(
 params?: ListTasksParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Tasks
 */

export function useListTasks<TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(
 params?: ListTasksParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListTasksQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateTaskUrl = () => {




  return `/api/v1/tasks`
}

/**
 * Add a task.
 * @summary Create Task
 */
export const createTask = async (newTask: NewTask, options?: Parameters<typeof request>[1]): Promise<Task> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Task>(getCreateTaskUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newTask)
  }
);}





export const getCreateTaskMutationKey = () => ['createTask'] as const;

export const getCreateTaskMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createTask>>, TError,CreateTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createTask>>, TError,CreateTaskMutationVariables, TContext> => {

const mutationKey = getCreateTaskMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createTask>>, CreateTaskMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createTask(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateTaskMutationResult = NonNullable<Awaited<ReturnType<typeof createTask>>>
    export type CreateTaskMutationBody = NewTask
    export type CreateTaskMutationError = Problem
    export type CreateTaskMutationVariables = {data: NewTask}

    /**
 * @summary Create Task
 */
export const useCreateTask = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createTask>>, TError,CreateTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createTask>>,
        TError,
        CreateTaskMutationVariables,
        TContext
      > => {
      return useMutation(getCreateTaskMutationOptions(options), queryClient);
    }

export const getGetTaskSummaryUrl = (params: GetTaskSummaryParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/tasks/summary?${stringifiedParams}` : `/api/v1/tasks/summary`
}

/**
 * Count the caller's tasks; the revision differs once anything has changed.
 * @summary Get Task Summary
 */
export const getTaskSummary = async (params: GetTaskSummaryParams, options?: Parameters<typeof request>[1]): Promise<TaskSummary> => {

  return request<TaskSummary>(getGetTaskSummaryUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetTaskSummaryQueryKey = (params?: GetTaskSummaryParams,) => {
    return [
    `/api/v1/tasks/summary`, ...(params ? [params] : [])
    ] as const;
    }


export const getGetTaskSummaryQueryOptions = <TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(params: GetTaskSummaryParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetTaskSummaryQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getTaskSummary>>> = ({ signal }) => getTaskSummary(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetTaskSummaryQueryResult = NonNullable<Awaited<ReturnType<typeof getTaskSummary>>>
export type GetTaskSummaryQueryError = Problem


export function useGetTaskSummary<TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(
 params: GetTaskSummaryParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getTaskSummary>>,
          TError,
          Awaited<ReturnType<typeof getTaskSummary>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetTaskSummary<TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(
 params: GetTaskSummaryParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getTaskSummary>>,
          TError,
          Awaited<ReturnType<typeof getTaskSummary>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetTaskSummary<TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(
 params: GetTaskSummaryParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Task Summary
 */

export function useGetTaskSummary<TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(
 params: GetTaskSummaryParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetTaskSummaryQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getGetTaskUrl = (id: string,) => {




  return `/api/v1/tasks/${id}`
}

/**
 * Read a task.
 * @summary Get Task
 */
export const getTask = async (id: string, options?: Parameters<typeof request>[1]): Promise<Task> => {

  return request<Task>(getGetTaskUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetTaskQueryKey = (id: string,) => {
    return [
    `/api/v1/tasks/${id}`
    ] as const;
    }


export const getGetTaskQueryOptions = <TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetTaskQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getTask>>> = ({ signal }) => getTask(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetTaskQueryResult = NonNullable<Awaited<ReturnType<typeof getTask>>>
export type GetTaskQueryError = Problem


export function useGetTask<TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getTask>>,
          TError,
          Awaited<ReturnType<typeof getTask>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetTask<TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getTask>>,
          TError,
          Awaited<ReturnType<typeof getTask>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetTask<TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Task
 */

export function useGetTask<TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetTaskQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getUpdateTaskUrl = (id: string,) => {




  return `/api/v1/tasks/${id}`
}

/**
 * Change, complete or reopen a task.
 * @summary Update Task
 */
export const updateTask = async (id: string,
    taskChanges: TaskChanges, options?: Parameters<typeof request>[1]): Promise<Task> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Task>(getUpdateTaskUrl(id),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(taskChanges)
  }
);}





export const getUpdateTaskMutationKey = () => ['updateTask'] as const;

export const getUpdateTaskMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateTask>>, TError,UpdateTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof updateTask>>, TError,UpdateTaskMutationVariables, TContext> => {

const mutationKey = getUpdateTaskMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof updateTask>>, UpdateTaskMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  updateTask(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UpdateTaskMutationResult = NonNullable<Awaited<ReturnType<typeof updateTask>>>
    export type UpdateTaskMutationBody = TaskChanges
    export type UpdateTaskMutationError = Problem
    export type UpdateTaskMutationVariables = {id: string;data: TaskChanges}

    /**
 * @summary Update Task
 */
export const useUpdateTask = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateTask>>, TError,UpdateTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof updateTask>>,
        TError,
        UpdateTaskMutationVariables,
        TContext
      > => {
      return useMutation(getUpdateTaskMutationOptions(options), queryClient);
    }

export const getDeleteTaskUrl = (id: string,) => {




  return `/api/v1/tasks/${id}`
}

/**
 * Delete a task.
 * @summary Delete Task
 */
export const deleteTask = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteTaskUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteTaskMutationKey = () => ['deleteTask'] as const;

export const getDeleteTaskMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteTask>>, TError,DeleteTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteTask>>, TError,DeleteTaskMutationVariables, TContext> => {

const mutationKey = getDeleteTaskMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteTask>>, DeleteTaskMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteTask(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteTaskMutationResult = NonNullable<Awaited<ReturnType<typeof deleteTask>>>

    export type DeleteTaskMutationError = Problem
    export type DeleteTaskMutationVariables = {id: string}

    /**
 * @summary Delete Task
 */
export const useDeleteTask = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteTask>>, TError,DeleteTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteTask>>,
        TError,
        DeleteTaskMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteTaskMutationOptions(options), queryClient);
    }

export const getListChangesUrl = (params?: ListChangesParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/changes?${stringifiedParams}` : `/api/v1/changes`
}

/**
 * List what was done to the caller's tasks in the last 30 days, the newest first.
 * @summary List Changes
 */
export const listChanges = async (params?: ListChangesParams, options?: Parameters<typeof request>[1]): Promise<ChangePage> => {

  return request<ChangePage>(getListChangesUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListChangesQueryKey = (params?: ListChangesParams,) => {
    return [
    `/api/v1/changes`, ...(params ? [params] : [])
    ] as const;
    }


export const getListChangesQueryOptions = <TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(params?: ListChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListChangesQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listChanges>>> = ({ signal }) => listChanges(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListChangesQueryResult = NonNullable<Awaited<ReturnType<typeof listChanges>>>
export type ListChangesQueryError = Problem


export function useListChanges<TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(
 params: undefined |  ListChangesParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listChanges>>,
          TError,
          Awaited<ReturnType<typeof listChanges>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListChanges<TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(
 params?: ListChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listChanges>>,
          TError,
          Awaited<ReturnType<typeof listChanges>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListChanges<TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(
 params?: ListChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Changes
 */

export function useListChanges<TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(
 params?: ListChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListChangesQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getUndoChangeUrl = (id: string,) => {




  return `/api/v1/changes/${id}/undo`
}

/**
 * Undo a change where its tasks are still as it left them; undoing the undo does it again.
 * @summary Undo Change
 */
export const undoChange = async (id: string, options?: Parameters<typeof request>[1]): Promise<Undone> => {

  return request<Undone>(getUndoChangeUrl(id),
  {
    ...options,
    method: 'POST'


  }
);}





export const getUndoChangeMutationKey = () => ['undoChange'] as const;

export const getUndoChangeMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof undoChange>>, TError,UndoChangeMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof undoChange>>, TError,UndoChangeMutationVariables, TContext> => {

const mutationKey = getUndoChangeMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof undoChange>>, UndoChangeMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  undoChange(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UndoChangeMutationResult = NonNullable<Awaited<ReturnType<typeof undoChange>>>

    export type UndoChangeMutationError = Problem
    export type UndoChangeMutationVariables = {id: string}

    /**
 * @summary Undo Change
 */
export const useUndoChange = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof undoChange>>, TError,UndoChangeMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof undoChange>>,
        TError,
        UndoChangeMutationVariables,
        TContext
      > => {
      return useMutation(getUndoChangeMutationOptions(options), queryClient);
    }

export const getParseTextUrl = () => {




  return `/api/v1/parse`
}

/**
 * Return what quick add would make of a line, and which parts of it have a meaning.
 * @summary Parse Text
 */
export const parseText = async (parseRequest: ParseRequest, options?: Parameters<typeof request>[1]): Promise<ParseResult> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<ParseResult>(getParseTextUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(parseRequest)
  }
);}





export const getParseTextMutationKey = () => ['parseText'] as const;

export const getParseTextMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof parseText>>, TError,ParseTextMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof parseText>>, TError,ParseTextMutationVariables, TContext> => {

const mutationKey = getParseTextMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof parseText>>, ParseTextMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  parseText(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type ParseTextMutationResult = NonNullable<Awaited<ReturnType<typeof parseText>>>
    export type ParseTextMutationBody = ParseRequest
    export type ParseTextMutationError = Problem
    export type ParseTextMutationVariables = {data: ParseRequest}

    /**
 * @summary Parse Text
 */
export const useParseText = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof parseText>>, TError,ParseTextMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof parseText>>,
        TError,
        ParseTextMutationVariables,
        TContext
      > => {
      return useMutation(getParseTextMutationOptions(options), queryClient);
    }

export const getGetAssistantUrl = () => {




  return `/api/v1/assistant`
}

/**
 * Say who answers; an answer itself says when another one stepped in.
 * @summary Get Assistant
 */
export const getAssistant = async ( options?: Parameters<typeof request>[1]): Promise<AssistantInfo> => {

  return request<AssistantInfo>(getGetAssistantUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetAssistantQueryKey = () => {
    return [
    `/api/v1/assistant`
    ] as const;
    }


export const getGetAssistantQueryOptions = <TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetAssistantQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getAssistant>>> = ({ signal }) => getAssistant({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetAssistantQueryResult = NonNullable<Awaited<ReturnType<typeof getAssistant>>>
export type GetAssistantQueryError = Problem


export function useGetAssistant<TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getAssistant>>,
          TError,
          Awaited<ReturnType<typeof getAssistant>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetAssistant<TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getAssistant>>,
          TError,
          Awaited<ReturnType<typeof getAssistant>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetAssistant<TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Assistant
 */

export function useGetAssistant<TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetAssistantQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getSendChatMessageUrl = () => {




  return `/api/v1/chat`
}

/**
 * Say something to the assistant, and read its answer as it is made.
 *
 * The id of a message is its idempotency key too; the header is for who gives it none.
 * @summary Send Chat Message
 */
export const sendChatMessage = async (chatRequest: ChatRequest, options?: Parameters<typeof request>[1]): Promise<string> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<string>(getSendChatMessageUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(chatRequest)
  }
);}





export const getSendChatMessageMutationKey = () => ['sendChatMessage'] as const;

export const getSendChatMessageMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof sendChatMessage>>, TError,SendChatMessageMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof sendChatMessage>>, TError,SendChatMessageMutationVariables, TContext> => {

const mutationKey = getSendChatMessageMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof sendChatMessage>>, SendChatMessageMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  sendChatMessage(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type SendChatMessageMutationResult = NonNullable<Awaited<ReturnType<typeof sendChatMessage>>>
    export type SendChatMessageMutationBody = ChatRequest
    export type SendChatMessageMutationError = Problem
    export type SendChatMessageMutationVariables = {data: ChatRequest}

    /**
 * @summary Send Chat Message
 */
export const useSendChatMessage = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof sendChatMessage>>, TError,SendChatMessageMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof sendChatMessage>>,
        TError,
        SendChatMessageMutationVariables,
        TContext
      > => {
      return useMutation(getSendChatMessageMutationOptions(options), queryClient);
    }

export const getResumeChatMessageUrl = (id: string,) => {




  return `/api/v1/chat/${id}/stream`
}

/**
 * Read the answer that is being made in a conversation, from its start to its end.
 * @summary Resume Chat Message
 */
export const resumeChatMessage = async (id: string, options?: Parameters<typeof request>[1]): Promise<string | void> => {

  return request<string | void>(getResumeChatMessageUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getResumeChatMessageQueryKey = (id: string,) => {
    return [
    `/api/v1/chat/${id}/stream`
    ] as const;
    }


export const getResumeChatMessageQueryOptions = <TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getResumeChatMessageQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof resumeChatMessage>>> = ({ signal }) => resumeChatMessage(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ResumeChatMessageQueryResult = NonNullable<Awaited<ReturnType<typeof resumeChatMessage>>>
export type ResumeChatMessageQueryError = Problem


export function useResumeChatMessage<TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof resumeChatMessage>>,
          TError,
          Awaited<ReturnType<typeof resumeChatMessage>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useResumeChatMessage<TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof resumeChatMessage>>,
          TError,
          Awaited<ReturnType<typeof resumeChatMessage>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useResumeChatMessage<TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Resume Chat Message
 */

export function useResumeChatMessage<TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getResumeChatMessageQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getListConversationsUrl = (params?: ListConversationsParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/conversations?${stringifiedParams}` : `/api/v1/conversations`
}

/**
 * List the caller's conversations, the latest first.
 * @summary List Conversations
 */
export const listConversations = async (params?: ListConversationsParams, options?: Parameters<typeof request>[1]): Promise<ConversationList> => {

  return request<ConversationList>(getListConversationsUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListConversationsQueryKey = (params?: ListConversationsParams,) => {
    return [
    `/api/v1/conversations`, ...(params ? [params] : [])
    ] as const;
    }


export const getListConversationsQueryOptions = <TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(params?: ListConversationsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListConversationsQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listConversations>>> = ({ signal }) => listConversations(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListConversationsQueryResult = NonNullable<Awaited<ReturnType<typeof listConversations>>>
export type ListConversationsQueryError = Problem


export function useListConversations<TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(
 params: undefined |  ListConversationsParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listConversations>>,
          TError,
          Awaited<ReturnType<typeof listConversations>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListConversations<TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(
 params?: ListConversationsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listConversations>>,
          TError,
          Awaited<ReturnType<typeof listConversations>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListConversations<TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(
 params?: ListConversationsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Conversations
 */

export function useListConversations<TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(
 params?: ListConversationsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListConversationsQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getGetConversationUrl = (id: string,
    params?: GetConversationParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/conversations/${id}?${stringifiedParams}` : `/api/v1/conversations/${id}`
}

/**
 * Read a conversation with its latest messages, in order; a cursor leads to earlier ones.
 * @summary Get Conversation
 */
export const getConversation = async (id: string,
    params?: GetConversationParams, options?: Parameters<typeof request>[1]): Promise<Conversation> => {

  return request<Conversation>(getGetConversationUrl(id,params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetConversationQueryKey = (id: string,
    params?: GetConversationParams,) => {
    return [
    `/api/v1/conversations/${id}`, ...(params ? [params] : [])
    ] as const;
    }


export const getGetConversationQueryOptions = <TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(id: string,
    params?: GetConversationParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetConversationQueryKey(id,params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getConversation>>> = ({ signal }) => getConversation(id,params, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetConversationQueryResult = NonNullable<Awaited<ReturnType<typeof getConversation>>>
export type GetConversationQueryError = Problem


export function useGetConversation<TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(
 id: string,
    params: undefined |  GetConversationParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getConversation>>,
          TError,
          Awaited<ReturnType<typeof getConversation>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetConversation<TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(
 id: string,
    params?: GetConversationParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getConversation>>,
          TError,
          Awaited<ReturnType<typeof getConversation>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetConversation<TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(
 id: string,
    params?: GetConversationParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Conversation
 */

export function useGetConversation<TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(
 id: string,
    params?: GetConversationParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetConversationQueryOptions(id,params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getDeleteConversationUrl = (id: string,) => {




  return `/api/v1/conversations/${id}`
}

/**
 * Delete a conversation; the tasks it spoke of stay.
 * @summary Delete Conversation
 */
export const deleteConversation = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteConversationUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteConversationMutationKey = () => ['deleteConversation'] as const;

export const getDeleteConversationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteConversation>>, TError,DeleteConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteConversation>>, TError,DeleteConversationMutationVariables, TContext> => {

const mutationKey = getDeleteConversationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteConversation>>, DeleteConversationMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteConversation(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteConversationMutationResult = NonNullable<Awaited<ReturnType<typeof deleteConversation>>>

    export type DeleteConversationMutationError = Problem
    export type DeleteConversationMutationVariables = {id: string}

    /**
 * @summary Delete Conversation
 */
export const useDeleteConversation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteConversation>>, TError,DeleteConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteConversation>>,
        TError,
        DeleteConversationMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteConversationMutationOptions(options), queryClient);
    }

export const getStopConversationUrl = (id: string,) => {




  return `/api/v1/conversations/${id}/stop`
}

/**
 * Stop the answer that is being made, if any; it ends with its next step and says so.
 * @summary Stop Conversation
 */
export const stopConversation = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getStopConversationUrl(id),
  {
    ...options,
    method: 'POST'


  }
);}





export const getStopConversationMutationKey = () => ['stopConversation'] as const;

export const getStopConversationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof stopConversation>>, TError,StopConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof stopConversation>>, TError,StopConversationMutationVariables, TContext> => {

const mutationKey = getStopConversationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof stopConversation>>, StopConversationMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  stopConversation(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type StopConversationMutationResult = NonNullable<Awaited<ReturnType<typeof stopConversation>>>

    export type StopConversationMutationError = Problem
    export type StopConversationMutationVariables = {id: string}

    /**
 * @summary Stop Conversation
 */
export const useStopConversation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof stopConversation>>, TError,StopConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof stopConversation>>,
        TError,
        StopConversationMutationVariables,
        TContext
      > => {
      return useMutation(getStopConversationMutationOptions(options), queryClient);
    }

export const getListAccessTokensUrl = () => {




  return `/api/v1/tokens`
}

/**
 * List the caller's access tokens, the newest first.
 * @summary List Access Tokens
 */
export const listAccessTokens = async ( options?: Parameters<typeof request>[1]): Promise<AccessTokenList> => {

  return request<AccessTokenList>(getListAccessTokensUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListAccessTokensQueryKey = () => {
    return [
    `/api/v1/tokens`
    ] as const;
    }


export const getListAccessTokensQueryOptions = <TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListAccessTokensQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listAccessTokens>>> = ({ signal }) => listAccessTokens({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListAccessTokensQueryResult = NonNullable<Awaited<ReturnType<typeof listAccessTokens>>>
export type ListAccessTokensQueryError = Problem


export function useListAccessTokens<TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listAccessTokens>>,
          TError,
          Awaited<ReturnType<typeof listAccessTokens>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListAccessTokens<TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listAccessTokens>>,
          TError,
          Awaited<ReturnType<typeof listAccessTokens>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListAccessTokens<TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Access Tokens
 */

export function useListAccessTokens<TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListAccessTokensQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateAccessTokenUrl = () => {




  return `/api/v1/tokens`
}

/**
 * Make an access token for a program.
 *
 * The answer that is kept for a request sent again does not hold the token: whoever lost it
 * revokes it and makes another.
 * @summary Create Access Token
 */
export const createAccessToken = async (newAccessToken: NewAccessToken, options?: Parameters<typeof request>[1]): Promise<CreatedAccessToken> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<CreatedAccessToken>(getCreateAccessTokenUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newAccessToken)
  }
);}





export const getCreateAccessTokenMutationKey = () => ['createAccessToken'] as const;

export const getCreateAccessTokenMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createAccessToken>>, TError,CreateAccessTokenMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createAccessToken>>, TError,CreateAccessTokenMutationVariables, TContext> => {

const mutationKey = getCreateAccessTokenMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createAccessToken>>, CreateAccessTokenMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createAccessToken(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateAccessTokenMutationResult = NonNullable<Awaited<ReturnType<typeof createAccessToken>>>
    export type CreateAccessTokenMutationBody = NewAccessToken
    export type CreateAccessTokenMutationError = Problem
    export type CreateAccessTokenMutationVariables = {data: NewAccessToken}

    /**
 * @summary Create Access Token
 */
export const useCreateAccessToken = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createAccessToken>>, TError,CreateAccessTokenMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createAccessToken>>,
        TError,
        CreateAccessTokenMutationVariables,
        TContext
      > => {
      return useMutation(getCreateAccessTokenMutationOptions(options), queryClient);
    }

export const getRevokeAllAccessTokensUrl = () => {




  return `/api/v1/tokens`
}

/**
 * Revoke all access tokens of the caller: from now on none of them opens anything.
 * @summary Revoke All Access Tokens
 */
export const revokeAllAccessTokens = async ( options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getRevokeAllAccessTokensUrl(),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getRevokeAllAccessTokensMutationKey = () => ['revokeAllAccessTokens'] as const;

export const getRevokeAllAccessTokensMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAllAccessTokens>>, TError,void, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof revokeAllAccessTokens>>, TError,void, TContext> => {

const mutationKey = getRevokeAllAccessTokensMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof revokeAllAccessTokens>>, void> = () => {


          return  revokeAllAccessTokens(requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RevokeAllAccessTokensMutationResult = NonNullable<Awaited<ReturnType<typeof revokeAllAccessTokens>>>

    export type RevokeAllAccessTokensMutationError = Problem


    /**
 * @summary Revoke All Access Tokens
 */
export const useRevokeAllAccessTokens = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAllAccessTokens>>, TError,void, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof revokeAllAccessTokens>>,
        TError,
        void,
        TContext
      > => {
      return useMutation(getRevokeAllAccessTokensMutationOptions(options), queryClient);
    }

export const getRevokeAccessTokenUrl = (id: string,) => {




  return `/api/v1/tokens/${id}`
}

/**
 * Revoke an access token: from now on it opens nothing.
 * @summary Revoke Access Token
 */
export const revokeAccessToken = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getRevokeAccessTokenUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getRevokeAccessTokenMutationKey = () => ['revokeAccessToken'] as const;

export const getRevokeAccessTokenMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAccessToken>>, TError,RevokeAccessTokenMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof revokeAccessToken>>, TError,RevokeAccessTokenMutationVariables, TContext> => {

const mutationKey = getRevokeAccessTokenMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof revokeAccessToken>>, RevokeAccessTokenMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  revokeAccessToken(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RevokeAccessTokenMutationResult = NonNullable<Awaited<ReturnType<typeof revokeAccessToken>>>

    export type RevokeAccessTokenMutationError = Problem
    export type RevokeAccessTokenMutationVariables = {id: string}

    /**
 * @summary Revoke Access Token
 */
export const useRevokeAccessToken = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAccessToken>>, TError,RevokeAccessTokenMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof revokeAccessToken>>,
        TError,
        RevokeAccessTokenMutationVariables,
        TContext
      > => {
      return useMutation(getRevokeAccessTokenMutationOptions(options), queryClient);
    }
