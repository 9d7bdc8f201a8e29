/** The last part of a module's path, which tells builders apart. */
export const shortModule = (module: string): string => module.split('/').at(-1) ?? module;
