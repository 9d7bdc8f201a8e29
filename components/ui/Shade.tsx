/**
 * What lies over the page under a dialog. It scrolls by a pixel of its own, so that the page beneath stays where it is: Radix's overlay
 * does that with a stylesheet, and each element of the page is styled anew when that comes and when it goes.
 */
export const Shade = () => (
  <div
    aria-hidden
    className="fixed inset-0 z-40 overflow-y-auto overscroll-contain bg-shade [scrollbar-width:none]"
  >
    <div className="h-[calc(100%+1px)]" />
  </div>
);
