// A client of LinkupAPI's Get Connections: it logs in, renews the cookie, and is patient where patience helps.

export const VENDOR = 'https://api.linkupapi.com/v1';
const PAGE = 10; // connections
const MOST_RETRIES = 6;
const TIMEOUT = 30_000; // ms, for one request
const FIRST_WAIT = 500; // ms, doubled with each retry

// What an error's text means where it comes with HTTP 200, as the vendor's migration guide says of V1.
const STATUS_OF = {
  'Missing API key': 401,
  'Invalid API key': 401,
  'Insufficient credits available': 402,
  'Invalid or expired LinkedIn cookie': 403,
  'Rate limit exceeded': 429,
  'Internal server error': 500,
};

// LinkupError is an error that the service answered; status is 400, 401, 402, 403, 429 or 500, however it was sent.
export class LinkupError extends Error {
  name = 'LinkupError';
  constructor(status, message, retryAfter) {
    super(`${message} (${status})`);
    this.status = status;
    this.retryAfter = retryAfter; // ms; undefined: not said
  }
}

// Garbled is an answer that is not whole: no JSON, no answer at all, or fewer connections than it says there are.
class Garbled extends Error {
  name = 'Garbled';
}

const isTemporary = (error) => error instanceof Garbled || error.status === 429 || error.status >= 500;

export class Client {
  #options;
  #cookie;

  // sleep(ms) may be replaced, so that a test need not wait.
  constructor({ base = VENDOR, key, email, password, country = 'FR', sleep = pause }) {
    this.#options = { base, key, email, password, country, sleep };
  }

  // connections is the data of an answer for pages start to end. It logs in where it must, and once more on a refused
  // cookie; a second refusal in a row is an error.
  async connections(start, end) {
    this.#cookie ??= await this.#login();
    try {
      return await this.#fetchPages(start, end);
    } catch (error) {
      if (error.status !== 403) throw error;
      this.#cookie = await this.#login();
      return await this.#fetchPages(start, end);
    }
  }

  async #fetchPages(start, end) {
    const query = { login_token: this.#cookie, country: this.#options.country, start_page: start, end_page: end };
    return (await this.#patiently('/network/connections', query)).data;
  }

  async #login() {
    const { email, password, country } = this.#options;
    const answer = await this.#patiently('/auth/login', { email, password, country });
    if (!answer.login_token) throw new Error(`no cookie from the login: ${answer.message}`);
    return answer.login_token;
  }

  // A retry after a lost answer may be paid for twice: the service cannot tell it from a new request.
  async #patiently(path, body) {
    for (let retries = 0; ; retries++) {
      try {
        return await this.#post(path, body);
      } catch (error) {
        if (!isTemporary(error) || retries === MOST_RETRIES) throw error;
        await this.#options.sleep(error.retryAfter ?? FIRST_WAIT * 2 ** retries);
      }
    }
  }

  async #post(path, body) {
    let response, answer;
    try {
      response = await fetch(this.#options.base + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'x-api-key': this.#options.key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT),
      });
      answer = await response.json();
    } catch (error) {
      if (response && !response.ok) throw refusal(response, {});
      throw new Garbled(`POST ${path}: ${error.message}`, { cause: error });
    }
    if (!response.ok || answer?.status !== 'success') throw refusal(response, answer);
    if (isShort(answer.data)) throw new Garbled(`POST ${path}: fewer connections than there are`);
    return answer;
  }
}

// refusal is the error of an answer. The HTTP status says what it is or, where that is 200, the text does.
function refusal(response, answer) {
  const message = answer?.message ?? response.statusText;
  const status = response.ok ? STATUS_OF[message] ?? 400 : response.status;
  const seconds = parseInt(response.headers.get('Retry-After'), 10);
  return new LinkupError(status, message, Number.isNaN(seconds) ? undefined : seconds * 1000);
}

// isShort says whether an answer has fewer connections than its own numbers promise.
function isShort(data) {
  if (!data) return false; // a login's answer has none
  const { start_page, end_page } = data.pagination;
  const left = data.total_available_results - PAGE * (start_page - 1);
  return data.connections.length < Math.min(left, PAGE * (end_page - start_page + 1));
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
