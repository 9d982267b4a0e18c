"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { CreateTokenForm } from "./create-token-form";

/** "Create token": a form, then the secret, shown this once. */
export function CreateTokenDialog() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button variant="primary" size="sm">
          <Plus aria-hidden="true" />
          Create token
        </Button>
      </DialogTrigger>
      <DialogContent title="Create a token">
        <CreateTokenForm onClose={() => setIsOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
