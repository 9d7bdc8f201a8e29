// 13 is built on Node-API 10, which Node 20 lacks; 12 ends the process on Node 24.19 and later when a statement is
// collected (a destructor that Node's ObjectWrap no longer allows outside a context). No version runs on both.
const NODE_API_OF_13 = 10;

module.exports =
  Number(process.versions.napi) >= NODE_API_OF_13
    ? require('better-sqlite3-13')
    : require('better-sqlite3-12');
