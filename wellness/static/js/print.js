/* A button that opens the browser's own printing; without script the page says which keys do. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
