// Makes a Node program take the way of HTTPS_PROXY, as it is: fetch, http and https of Node know no proxy before Node 24,
// and even there not what has an Agent of its own. linkup-emulator run and env load it by NODE_OPTIONS.
'use strict';

const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const tls = require('node:tls');

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

// Agents of http and https, whoever made them, as far as they make their connections themselves.
function patchAgents(module, protocol, usualPort, wrap) {
  const direct = module.Agent.prototype.createConnection;
  module.Agent.prototype.createConnection = function createConnection(options, ...rest) {
    const callback = rest.findLast((argument) => typeof argument === 'function');
    const given = options !== null && typeof options === 'object' && !options.socket && !options.socketPath;
    const port = given && (options.port || usualPort);
    const proxy = given && callback && proxyOf(protocol, options.host, port);
    if (!proxy) return direct.call(this, options, ...rest);
    tunnel(proxy, options.host, port, (error, socket) => {
      if (error) callback(error);
      else callback(null, wrap(direct, this, options, socket));
    });
    return undefined; // the callback brings it
  };
}

// fetch, and what else goes by the dispatcher that Node's own undici shares with the package of that name.
function patchFetch() {
  const shared = Symbol.for('undici.globalDispatcher.1');
  void globalThis.Headers; // loads it
  const direct = globalThis[shared];
  if (!direct) return;
  class Through extends direct.constructor {
    dispatch(options, handler) {
      const { protocol, hostname, port } = new URL(options.origin);
      const proxied = proxyOf(protocol, hostname, port || (protocol === 'https:' ? 443 : 80));
      return proxied ? super.dispatch(options, handler) : direct.dispatch(options, handler);
    }
  }
  globalThis[shared] = new Through({ connect });
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
}
