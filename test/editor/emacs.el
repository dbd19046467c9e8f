;;; emacs.el --- map-clangd in Emacs with eglot  -*- lexical-binding: t -*-
;; Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
;; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;;
;; What a user does with map-clangd in Emacs: sees findings, applies a quick-fix,
;; undoes it, types.  Ends with a sentence and status 1 where it is not as expected.
;;   emacs --batch -q -l emacs.el -f map-tidy-test     with MAP_CLANGD in the environment

;;; Code:

(require 'cl-lib)
(require 'package)
(package-initialize)
(require 'flymake)
(unless (require 'eglot nil t)
  (message "this Emacs has no eglot; on Debian install elpa-eglot")
  (kill-emacs 77))

(defun map-tidy-findings ()
  "The lines and the first word of our findings, sorted."
  (sort (cl-loop for diagnostic in (flymake-diagnostics)
                 for text = (flymake-diagnostic-text diagnostic)
                 when (string-match "map-[a-z-]+" text)
                 collect (format "%s@%d" (match-string 0 text)
                                 (line-number-at-pos (flymake-diagnostic-beg diagnostic))))
        #'string<))

(defun map-tidy-compiles-p ()
  "Whether no error is shown."
  (cl-loop for diagnostic in (flymake-diagnostics)
           never (eq (flymake-diagnostic-type diagnostic) 'eglot-error)))

(defun map-tidy-type (text)
  "Type TEXT."
  (undo-boundary)
  (insert text)
  (eglot--signal-textDocument/didChange))

(defun map-tidy-wait-for (what wanted actual)
  "Wait until the function ACTUAL returns WANTED; WHAT is that for the message."
  (let ((until (+ (float-time) 60)))
    (while (not (or (equal wanted (funcall actual)) (> (float-time) until)))
      (accept-process-output nil 0.05)))
  (unless (equal wanted (funcall actual))
    (message "%s is %S instead of %S" what (funcall actual) wanted)
    (kill-emacs 1)))

(defun map-tidy-choose (title)
  "Choose TITLE from the menu of code actions at point."
  (let ((last-nonmenu-event ?x))
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt items &rest _)
                 (unless (assoc title items)
                   (message "no '%s' in %S" title (mapcar #'car items))
                   (kill-emacs 1))
                 title)))
      (call-interactively #'eglot-code-actions))))

(defun map-tidy-test ()
  "The session."
  (let ((eglot-server-programs `((c++-mode . (,(getenv "MAP_CLANGD")))))
        (eglot-confirm-server-initiated-edits nil)
        (eglot-sync-connect 60))
    (find-file "a.cpp")
    (buffer-enable-undo)
    (apply #'eglot (eglot--guess-contact))
    (let ((original (buffer-string))
          (both '("map-construct-in-loop@11" "map-erase-all-loop@5")))
      (flymake-start)
      (map-tidy-wait-for "what is found" both #'map-tidy-findings)
      (goto-char (point-min))
      (search-forward "for (auto it")
      (undo-boundary)
      (map-tidy-choose "Use 'clear()'")
      (undo-boundary)
      (let ((fixed (replace-regexp-in-string
                    "  for (auto it.*\n.*erase(it);" "  m.clear();" original)))
        (map-tidy-wait-for "the text" fixed #'buffer-string))
      (eglot--signal-textDocument/didChange)
      (map-tidy-wait-for "what is found after the fix" '("map-construct-in-loop@10")
                         #'map-tidy-findings)
      (undo)
      (map-tidy-wait-for "the text after undo" original #'buffer-string)
      (eglot--signal-textDocument/didChange)
      (map-tidy-wait-for "what is found after undo" both #'map-tidy-findings)
      ;; Half a loop on new lines: the findings move with their lines.
      (goto-char (point-min))
      (forward-line 2)
      (map-tidy-type "void wipe(std::map<int, int> &n) {\n  for (auto it = n.begin(); it != n.end();)\n")
      (map-tidy-wait-for "compiling half a loop" nil #'map-tidy-compiles-p)
      (map-tidy-wait-for "what is found in half-typed code"
                         '("map-construct-in-loop@13" "map-erase-all-loop@7") #'map-tidy-findings)
      (map-tidy-type "    it = n.erase(it);\n}\n")
      (map-tidy-wait-for "what is found when all is typed"
                         '("map-construct-in-loop@15" "map-erase-all-loop@4" "map-erase-all-loop@9")
                         #'map-tidy-findings)
      (map-tidy-wait-for "compiling what is typed" t #'map-tidy-compiles-p)
      (eglot-shutdown (eglot-current-server)))))

;;; emacs.el ends here
