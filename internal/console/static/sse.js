// Server-sent events, read from a fetch: EventSource can send no token.

// createParser calls tell with {event, id, data} for each event of the text it is fed, and with null for a comment.
export function createParser(tell) {
  let rest = "";
  let event = "", id = null, data = [];
  const line = (text) => {
    if (text === "") {
      if (data.length > 0) tell({ event: event || "message", id, data: data.join("\n") });
      event = "";
      data = [];
      return;
    }
    if (text.startsWith(":")) return tell(null);
    const colon = text.indexOf(":");
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "id") id = value;
    else if (field === "data") data.push(value);
  };
  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    lines.forEach(line);
  };
}
