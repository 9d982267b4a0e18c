/** Where a fake archive is, and which keys it takes. */
interface Place {
  archiveUrl: string;
  keys: { accessKey: string; secretKey: string };
}

/** An answer of the fake archive, read to its end. */
export interface Answered {
  status: number;
  contentType: string | null;
  headers: Headers;
  text: string;
  /** The body, when it is JSON; else an empty object. */
  json: Record<string, unknown>;
}

/** The calls of a well-behaved client, for the sandbox's own tests. Redirects are not followed. */
export function archiveClient({ archiveUrl, keys }: Place) {
  const authorization = `LOW ${keys.accessKey}:${keys.secretKey}`;
  const send = async (method: string, path: string, init: { form?: Record<string, string>; headers?: object } = {}) => {
    const response = await fetch(`${archiveUrl}${path}`, {
      method,
      redirect: "manual",
      headers: { Accept: "application/json", Authorization: authorization, ...init.headers },
      ...(init.form ? { body: new URLSearchParams(init.form) } : {}),
    });
    return read(response);
  };
  return {
    send,
    get: (path: string) => send("GET", path),
    save: (url: string, more: Record<string, string> = {}) => send("POST", "/save", { form: { url, ...more } }),
    jobStatus: (jobId: string) => send("GET", `/save/status/${jobId}`),
    batchStatus: (jobIds: readonly string[]) => send("POST", "/save/status", { form: { job_ids: jobIds.join(",") } }),
  };
}

async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  const contentType = response.headers.get("content-type");
  const isJson = contentType === "application/json" && text !== "";
  return {
    status: response.status,
    contentType,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : {},
  };
}
