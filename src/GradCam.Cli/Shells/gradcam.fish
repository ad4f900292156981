# Completes gradcam in fish. gradcam completion fish > ~/.config/fish/completions/gradcam.fish
function __gradcam_complete
    set -l line (commandline --current-process --cut-at-cursor | string replace --regex '^\s*\S+\s?' '')
    gradcam "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete --command gradcam --arguments '(__gradcam_complete)'
