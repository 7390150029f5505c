/** Loaded when the page was opened for a picture from outside. */
import type { Convolution } from "../components/convolution/convolution.ts";
import { onOpenedPicture, sharedPicture } from "../engine/arrivals.ts";

export async function takeArrival(lab: Convolution, how: "shared" | "opened") {
  // Whoever copies the address, or opens the page again, asks for no picture.
  history.replaceState(null, "", location.pathname);
  // What is wrong with a picture the lab says itself.
  const take = (picture: Blob) => lab.setImage(picture).catch(() => undefined);
  if (how === "opened") onOpenedPicture(take);
  else await take(await sharedPicture(new URL(".", location.href).href));
}
