// What the kernel's packages bring without types of their own, or put on the global object.
declare const harden: <T>(value: T) => T;
declare module '@agoric/swing-store';
declare module '@agoric/swingset-vat';
declare module '@agoric/telemetry/src/make-slog-sender.js';
declare module 'better-sqlite3';
declare module 'better-sqlite3-12';
declare module 'better-sqlite3-13';
