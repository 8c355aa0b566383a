// Importing: says that it is working, and that a file is too large before it travels.

const waits = document.querySelectorAll("form[data-import], form[data-review]");

for (const form of waits) {
  form.addEventListener("submit", (event) => {
    const file = form.querySelector("input[type=file]")?.files?.[0];
    if (file && form.dataset.most && file.size > Number(form.dataset.most)) {
      event.preventDefault();
      say(form, form.dataset.tooLarge);
      return;
    }
    const go = event.submitter?.value ?? "";
    if (form.matches("[data-import]") || go === "confirm") busy(form);
  });
}

// Coming back by the browser's button finds the form as it was before.
window.addEventListener("pageshow", () => {
  for (const form of waits) {
    form.removeAttribute("aria-busy");
    form.querySelector("[data-busy]")?.setAttribute("hidden", "");
  }
});

function busy(form) {
  form.setAttribute("aria-busy", "true");
  form.querySelector("[data-busy]")?.removeAttribute("hidden");
}

function say(form, sentence) {
  const field = form.querySelector("input[type=file]");
  let error = form.querySelector("#file-too-large");
  if (!error) {
    error = document.createElement("p");
    error.className = "error";
    error.id = "file-too-large";
    error.setAttribute("role", "alert");
    field.before(error);
  }
  error.textContent = sentence;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", "file-too-large");
  field.focus();
}
