#compdef gradcam
# Completes gradcam in zsh. In ~/.zshrc, after compinit: source <(gradcam completion zsh)
_gradcam() {
    local line="${(j: :)words[2,CURRENT]}"
    local -a found
    found=("${(@f)$(gradcam "[suggest:${#line}]" "$line" 2>/dev/null)}")
    if [[ -n "${found[*]}" ]]; then
        compadd -- "${found[@]}"
    fi
    # Where a file may stand, nothing is offered by the program, or nothing of it fits.
    _files
}
compdef _gradcam gradcam
