/** Unknown, private, unlisted, deleted, switched off: readers are told the same. */
export default function NotFound() {
  return (
    <main className="mx-auto flex max-w-prose flex-col gap-2 px-6 py-16">
      <h1 className="font-semibold text-xl tracking-tight">There is nothing here</h1>
      <p className="text-muted">The address may have been mistyped, or what was here is not shown any more.</p>
    </main>
  );
}
