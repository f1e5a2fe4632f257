// Makes a Node program take the way of HTTPS_PROXY, as it is: fetch, http and https of Node know no proxy unless they are
// told to, and even then not where a program has an Agent of its own. linkup-emulator run and env load it by NODE_OPTIONS.
'use strict';

const http = require('node:http');
const https = require('node:https');
const Module = require('node:module');
const net = require('node:net');
const tls = require('node:tls');

const VENDOR = 'api.linkupapi.com';

const { env } = process;
const proxies = {
  'https:': parsed(env.https_proxy || env.HTTPS_PROXY),
  'http:': parsed(env.http_proxy || env.HTTP_PROXY),
};
const noProxy = (env.no_proxy || env.NO_PROXY || '').toLowerCase().split(/[\s,]+/).filter(Boolean);

function parsed(address) {
  if (!address) return undefined;
  const { hostname, port } = new URL(address.includes('://') ? address : `http://${address}`);
  return { host: bare(hostname), port: Number(port || 80) };
}

// bare is an address as a socket takes it: of IPv6 without brackets.
function bare(hostname) {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

// proxyOf is the proxy for a host, or undefined where NO_PROXY has the host, a domain of it, or *.
function proxyOf(protocol, hostname, port) {
  const host = bare(hostname || 'localhost').toLowerCase();
  const matches = (entry) => {
    const name = bare(entry.replace(/^\*?\./, ''));
    return entry === '*' || host === name || `${host}:${port}` === name || host.endsWith(`.${name}`);
  };
  return noProxy.some(matches) ? undefined : proxies[protocol];
}

// tunnel opens a connection to a host by way of a proxy: callback(error, socket).
function tunnel(proxy, hostname, port, callback) {
  const host = bare(hostname);
  const authority = `${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
  const request = http.request({
    method: 'CONNECT', path: authority, headers: { Host: authority }, createConnection: () => net.connect(proxy),
  });
  request.once('error', (error) => {
    error.message = `the proxy of HTTPS_PROXY, ${proxy.host}:${proxy.port}: ${error.message}`;
    callback(error);
  });
  request.once('connect', (response, socket, head) => {
    if (response.statusCode !== 200) {
      socket.destroy();
      callback(new Error(`CONNECT ${authority}: status ${response.statusCode}: ${response.statusMessage}`));
      return;
    }
    if (head.length > 0) socket.unshift(head);
    callback(null, socket);
  });
  request.end();
}

// Agents of http and https, whoever made them, as far as they make their connections themselves, and unless Node has told
// them of the proxy (NODE_USE_ENV_PROXY).
function patchAgents(module, protocol, usualPort, wrap) {
  const direct = module.Agent.prototype.createConnection;
  module.Agent.prototype.createConnection = function createConnection(options, ...rest) {
    const callback = rest.findLast((argument) => typeof argument === 'function');
    const whole = options !== null && typeof options === 'object' && !options.socket && !options.socketPath;
    const port = whole && (options.port || usualPort);
    const proxy = whole && callback && !this.options?.proxyEnv && proxyOf(protocol, options.host, port);
    if (!proxy) return direct.call(this, options, ...rest);
    tunnel(proxy, options.host, port, (error, socket) => {
      if (error) callback(error);
      else callback(null, wrap(direct, this, options, socket));
    });
    return undefined; // the callback brings it
  };
}

// through is a dispatcher of undici, of its version's Agent, that takes the proxy where there is one for a host.
function through(Agent, direct) {
  class Through extends Agent {
    dispatch(options, handler) {
      const { protocol, hostname, port } = new URL(options.origin);
      const proxied = proxyOf(protocol, hostname, port || (protocol === 'https:' ? 443 : 80));
      return proxied ? super.dispatch(options, handler) : direct.dispatch(options, handler);
    }
  }
  return new Through({ connect });
}

// fetch, which goes by a dispatcher of the undici that Node has inside; unless Node has told that of the proxy.
function patchFetch() {
  const shared = Symbol.for('undici.globalDispatcher.1');
  void globalThis.Headers; // loads it
  const direct = globalThis[shared];
  if (direct?.constructor.name === 'Agent') globalThis[shared] = through(direct.constructor, direct);
}

// The package undici, which has dispatchers of its own, and from version 8 at another place than Node's.
function patchPackage() {
  const load = Module._load;
  const met = new WeakSet();
  Module._load = function _load(request, ...rest) {
    const loaded = load.call(this, request, ...rest);
    if ((request === 'undici' || /[\\/]undici[\\/]index\.js$/.test(request)) && loaded?.Agent && loaded.setGlobalDispatcher && !met.has(loaded)) {
      met.add(loaded);
      loaded.setGlobalDispatcher(through(loaded.Agent, new loaded.Agent()));
    }
    return loaded;
  };
}

// What takes another way to the vendor after all gets no connection: a test is to reach no real service by mistake.
function closeOthers() {
  const open = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function connect(...given) {
    const [options] = Array.isArray(given[0]) ? given[0] : given;
    const host = typeof options === 'object' ? options?.host : given[1];
    if (typeof host !== 'string' || host.toLowerCase().replace(/\.$/, '') !== VENDOR) return open.apply(this, given);
    process.nextTick(() => this.destroy(new Error(
      `linkup-emulator lets no direct connection to ${VENDOR} out: this client takes no notice of HTTPS_PROXY; use LINKUP_API_BASE`)));
    return this;
  };
}

// connect makes the connections of undici.
function connect({ protocol, hostname, port, servername }, callback) {
  const secure = protocol === 'https:';
  const to = Number(port || (secure ? 443 : 80));
  tunnel(proxyOf(protocol, hostname, to), hostname, to, (error, socket) => {
    if (error || !secure) {
      callback(error, socket);
      return;
    }
    const name = servername || bare(hostname);
    const secured = tls.connect({ socket, servername: net.isIP(name) ? '' : name, host: name, ALPNProtocols: ['http/1.1'] });
    secured.once('error', callback);
    secured.once('secureConnect', () => {
      secured.off('error', callback);
      callback(null, secured);
    });
  });
}

const done = Symbol.for('linkup-emulator.proxy');
if ((proxies['https:'] || proxies['http:']) && !globalThis[done]) {
  globalThis[done] = true;
  patchAgents(http, 'http:', 80, (direct, agent, options, socket) => socket);
  patchAgents(https, 'https:', 443, (direct, agent, options, socket) => direct.call(agent, { ...options, socket }));
  patchFetch();
  patchPackage();
  closeOthers();
}
