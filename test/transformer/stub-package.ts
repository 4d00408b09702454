/** What a user's compiler sees of `workloop`, reduced to what the transformer looks at. */
export const stubDeclarations = `
export interface WorkOptions {
  cacheCalls?: boolean; parallel?: boolean; executor?: 'inline' | 'thread' | 'process'; concurrency?: number;
  raiseException?: boolean; timeoutMs?: number; ttlMs?: number; maxEntries?: number; maxQueue?: number;
  maxResultBytes?: number; maxArgumentBytes?: number; maxMemoryMb?: number; version?: string; ignore?: readonly (number | string)[]; key?: string;
  retry?: { attempts?: number; backoffMs?: number; factor?: number; jitter?: number }; startWithFlow?: boolean;
}
export interface ComponentDecorator {
  (target: any, context?: any, descriptor?: any): any;
}
export declare function work(options?: WorkOptions, plan?: unknown): ComponentDecorator;
export declare function work(target: Function, context?: ClassDecoratorContext): any;
export declare function work(target: Function, context: ClassMethodDecoratorContext): any;
export declare function work(target: object, key: string | symbol, descriptor: PropertyDescriptor): any;
export declare function flow(options?: { key?: string }, plan?: unknown): ComponentDecorator;
export declare function flow(target: Function, context?: ClassDecoratorContext): any;
export declare function withOptions<T extends object>(component: T, options: WorkOptions): T;
export declare function use<T>(call: Promise<T> | T): T;
export declare function now(): Date;
export declare function schedule(cron: string, options?: { key?: string; timezone?: string; catchUp?: 'skip' | 'once' }): boolean;
export declare function callContext(): { readonly signal: unknown; readonly attempt: number };
export declare class App { constructor(root: object, options?: object); run(): Promise<unknown>; }
`;

/** The package as it lies in a project. */
export const stubPackage: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "project", "version": "1.0.0" }',
  'node_modules/workloop/package.json':
    '{ "name": "workloop", "version": "1.0.0", "types": "./dist/index.d.ts" }',
  'node_modules/workloop/dist/index.d.ts': stubDeclarations,
  'node_modules/workloop/identity.d.ts':
    'export declare function registerIdentity(Class: abstract new (...args: never[]) => object, id?: string): void;',
};
