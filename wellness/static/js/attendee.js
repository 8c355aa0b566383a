const leaving = document.querySelector("[data-leave]");
