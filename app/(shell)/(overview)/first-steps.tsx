import { ButtonLink } from "@/components/ui/button";

type FirstStepsProps = { hasCollection: boolean; mayAdmin: boolean; mayEdit: boolean };

/** What to do with a Holdfast that watches nothing yet. */
export function FirstSteps({ hasCollection, mayAdmin, mayEdit }: FirstStepsProps) {
  return (
    <section aria-label="First steps" className="border-accent border-l-4 bg-accent-soft px-5 py-4">
      <h2 className="font-semibold text-lg">Nothing is watched yet</h2>
      {mayEdit ? (
        <ol className="mt-3 grid gap-5 md:grid-cols-3">
          <Step
            number={1}
            title="Make a collection"
            isDone={hasCollection}
            href="/collections"
            action="To the collections"
            mayGo={mayAdmin}
          >
            A site, portal or organisation whose links you watch.
          </Step>
          <Step
            number={2}
            title="Bring your URLs"
            href="/resources/import"
            action="Import a list"
            mayGo={hasCollection}
          >
            A CSV, or a list with one URL per line; or add a single one under Resources.
          </Step>
          <Step
            number={3}
            title="Watch them being checked"
            href="/resources"
            action="To the resources"
            mayGo={hasCollection}
          >
            Each URL gets a verdict within minutes; the valid ones go to the Wayback Machine.
          </Step>
        </ol>
      ) : (
        <p className="mt-1 text-muted">An editor or admin adds resources; then their health shows here.</p>
      )}
      <p className="mt-4 text-muted text-xs">
        Only trying it out? Stop Holdfast and start it with <code className="font-mono">npm start -- --demo</code>: two
        collections with a small odd web to check.
      </p>
    </section>
  );
}

type StepProps = {
  number: number;
  title: string;
  isDone?: boolean;
  href: "/collections" | "/resources/import" | "/resources";
  action: string;
  mayGo: boolean;
  children: string;
};

function Step({ number, title, isDone = false, href, action, mayGo, children }: StepProps) {
  return (
    <li>
      <p className="font-medium">
        {number}. {title} {isDone && <span className="font-normal text-valid">✓ done</span>}
      </p>
      <p className="text-muted text-sm">{children}</p>
      {mayGo && !isDone && (
        <ButtonLink href={href} size="sm" className="mt-2">
          {action}
        </ButtonLink>
      )}
    </li>
  );
}
