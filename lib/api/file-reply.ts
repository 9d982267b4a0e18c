type Pieces = AsyncGenerator<string, void, void>;

/** A CSV file whose pieces are made while the browser takes them. `fileName` is plain ASCII. */
export function csvReply(fileName: string, pieces: Pieces): Response {
  return fileReply(fileName, "text/csv; charset=utf-8", pieces);
}

/** The same for JSON. */
export function jsonFileReply(fileName: string, pieces: Pieces): Response {
  return fileReply(fileName, "application/json; charset=utf-8", pieces);
}

function fileReply(fileName: string, type: string, pieces: Pieces): Response {
  return new Response(streamOf(pieces), {
    headers: { "Content-Type": type, "Content-Disposition": `attachment; filename="${fileName}"` },
  });
}

function streamOf(pieces: Pieces): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return();
    },
  });
}
